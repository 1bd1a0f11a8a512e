import {
  ALL_PROVIDERS,
  endpoint,
  type FakeState,
  FRESH,
  LOCAL_SERVERS,
  valid,
} from "../src/ipc/fake";

const fresh: Partial<FakeState> = { status: FRESH, providers: ALL_PROVIDERS };
const stored: Partial<FakeState> = {
  providers: ALL_PROVIDERS,
  credentials: [valid("groq"), valid("ollama")],
  localServers: LOCAL_SERVERS,
};
const own: Partial<FakeState> = {
  ...stored,
  endpoints: [
    endpoint("gateway", {
      baseUrl: "https://llm-gateway.department.example-corporation.com:8443/compatible/v1",
      hasHeaders: true,
    }),
  ],
};

/** Endpoints of the owner's own, and the servers on this computer. */
export const endpointScenes: Record<string, Partial<FakeState>> = {
  "endpoint-way": stored,
  "endpoint-way-url": stored,
  "endpoint-empty": fresh,
  "endpoint-filled": stored,
  "endpoint-long": stored,
  "endpoint-errors": own,
  "endpoint-headers": stored,
  "endpoint-header-fault": stored,
  "endpoint-locked": { ...fresh, failing: { add_endpoint: { kind: "keyringLocked" } } },
  "endpoint-key": own,
  "endpoint-remove": {
    ...own,
    failing: { remove_endpoint: { kind: "endpointInUse", slug: "gateway" } },
  },
  "local-searching": { ...stored, hanging: new Set(["find_local_servers"]) },
  "local-found": {
    ...stored,
    endpoints: [endpoint("my-llama", { baseUrl: "http://127.0.0.1:8080/v1", keyOptional: true })],
    credentials: [
      valid("groq"),
      valid("ollama"),
      valid("custom:my-llama", { name: "my-llama", keySet: false }),
    ],
  },
  "local-found-first": { ...fresh, localServers: LOCAL_SERVERS },
  "local-none": { ...stored, localServers: [] },
  "local-prefilled": stored,
};
