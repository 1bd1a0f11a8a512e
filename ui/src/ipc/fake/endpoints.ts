import type {
  BaseUrlFault,
  CredentialView,
  EndpointDialect,
  EndpointRequest,
  EndpointView,
  HeaderRequest,
  LocalServerView,
  ProviderView,
} from "../bindings";
import { refuse } from "./secrets";

export type EndpointFakeState = {
  endpoints: EndpointView[];
  /** What answers on this computer. */
  localServers: readonly LocalServerView[];
};

export const ENDPOINT_STATE: EndpointFakeState = { endpoints: [], localServers: [] };

export const LOCAL_SERVERS: readonly LocalServerView[] = [
  {
    provider: "ollama",
    name: "Ollama",
    baseUrl: "http://127.0.0.1:11434",
    needsKey: false,
    models: 7,
  },
  {
    provider: "lm_studio",
    name: "LM Studio",
    baseUrl: "http://127.0.0.1:1234/v1",
    needsKey: true,
    models: 0,
  },
  {
    provider: null,
    name: "llama.cpp",
    baseUrl: "http://127.0.0.1:8080/v1",
    needsKey: false,
    models: 1,
  },
];

export function endpoint(slug: string, change: Partial<EndpointView> = {}): EndpointView {
  const dialect = change.dialect ?? "openai";
  const baseUrl = change.baseUrl ?? `https://${slug}.example.org/v1`;
  return {
    provider: `custom:${slug}`,
    slug,
    dialect,
    baseUrl,
    modelsPath: null,
    modelsUrl: modelsUrl(dialect, baseUrl, null),
    keyOptional: false,
    hasHeaders: false,
    createdAt: new Date().toISOString(),
    ...change,
  };
}

type Asked = EndpointFakeState & { credentials: readonly CredentialView[] };

/** Undefined where it is no command about endpoints. */
export function answerEndpoint(
  state: Asked,
  command: string,
  args: Record<string, unknown>,
): unknown {
  switch (command) {
    case "list_endpoints":
      return state.endpoints;
    case "preview_endpoint":
      return preview(args.request as EndpointRequest);
    case "add_endpoint":
      return add(state, args.request as EndpointRequest);
    case "remove_endpoint":
      return remove(state, String(args.slug));
    case "find_local_servers":
      return state.localServers;
    default:
      return undefined;
  }
}

/** The endpoints as the list of providers shows them. */
export const ownProviders = ({ endpoints }: EndpointFakeState): ProviderView[] =>
  endpoints.map(({ provider, slug, baseUrl, keyOptional }) => ({
    id: provider,
    name: slug,
    apiRoot: baseUrl,
    host: new URL(baseUrl).hostname,
    consoleUrl: "",
    docsUrl: "",
    keyEnv: [`${slug.toUpperCase().replaceAll("-", "_")}_API_KEY`],
    keyPrefixes: [],
    popular: false,
    keySet: false,
    regions: [],
    needsBaseUrl: false,
    keyOptional,
    hasOrganizations: false,
    canTry: true,
  }));

/** What a credential takes from its endpoint. */
export function endpointTraits(
  { endpoints }: EndpointFakeState,
  provider: string,
): Partial<CredentialView> {
  const own = endpoints.find((each) => each.provider === provider);
  return own ? { name: own.slug, baseUrl: own.baseUrl, host: new URL(own.baseUrl).host } : {};
}

function add(state: Asked, request: EndpointRequest): EndpointView {
  const { slug, dialect, baseUrl, modelsPath, keyOptional, headers } = request;
  const url = preview(request);
  if (state.endpoints.some((each) => each.slug === slug)) refuse({ kind: "endpointExists", slug });
  const made = endpoint(slug, { dialect, baseUrl, modelsPath, keyOptional, modelsUrl: url });
  state.endpoints = [...state.endpoints, { ...made, hasHeaders: headers.length > 0 }];
  return made;
}

function remove(state: Asked, slug: string): null {
  if (state.credentials.some((each) => each.provider === `custom:${slug}`)) {
    refuse({ kind: "endpointInUse", slug });
  }
  state.endpoints = state.endpoints.filter((each) => each.slug !== slug);
  return null;
}

function preview({ slug, dialect, baseUrl, modelsPath, headers }: EndpointRequest): string {
  if (!/^[a-z0-9][a-z0-9_-]{0,62}$/.test(slug)) refuse({ kind: "invalidEndpointName" });
  const fault = baseUrlFault(baseUrl);
  if (fault) refuse({ kind: "invalidBaseUrl", fault });
  if (modelsPath !== null && !/^[\w/.~-]+$/.test(modelsPath)) refuse({ kind: "invalidModelsPath" });
  headers.forEach(judgeHeader);
  return modelsUrl(dialect, baseUrl, modelsPath);
}

function judgeHeader(
  { name, value }: HeaderRequest,
  index: number,
  all: readonly HeaderRequest[],
): void {
  const same = (other: HeaderRequest) => other.name.toLowerCase() === name.toLowerCase();
  if (!/^[\w-]+$/.test(name)) refuse({ kind: "invalidHeader", fault: "name", index });
  if (/^(authorization|host|x-api-key)$/i.test(name)) {
    refuse({ kind: "invalidHeader", fault: "reserved", index });
  }
  if (!/^[!-~]([ -~]*[!-~])?$/.test(value))
    refuse({ kind: "invalidHeader", fault: "value", index });
  if (all.findIndex(same) < index) refuse({ kind: "invalidHeader", fault: "twice", index });
}

function baseUrlFault(text: string): BaseUrlFault | null {
  if (text === "") return "empty";
  if (!URL.canParse(text)) return "notAUrl";
  const url = new URL(text);
  const here = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && here)) return "notHttps";
  if (url.username || url.password) return "userInfo";
  if (url.search) return "query";
  return url.hash ? "fragment" : null;
}

const QUERY = { openai: "", anthropic: "?limit=1000", gemini: "?pageSize=1000" };

function modelsUrl(dialect: EndpointDialect, baseUrl: string, path: string | null): string {
  const base = baseUrl.replace(/\/+$/, "");
  const version = dialect === "gemini" ? "/v1beta" : "/v1";
  const root = /\/v\d\w*$/.test(base) ? base : base + version;
  return path ? `${root}/${path.replace(/^\//, "")}` : `${root}/models${QUERY[dialect]}`;
}
