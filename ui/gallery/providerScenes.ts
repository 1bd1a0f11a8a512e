import type { AccountView, CredentialView } from "../src/ipc";
import {
  ALL_PROVIDERS,
  credential,
  type FakeState,
  FRESH,
  GROQ_MODELS,
  minutesAgo,
  valid,
} from "../src/ipc/fake";

const fresh: Partial<FakeState> = { status: FRESH, providers: ALL_PROVIDERS };
const stored = (...credentials: CredentialView[]): Partial<FakeState> => ({
  providers: ALL_PROVIDERS,
  credentials,
  models: { groq: GROQ_MODELS, moonshot: GROQ_MODELS.slice(7, 8) },
});

const account = (change: Partial<AccountView>): AccountView => ({
  label: null,
  plan: null,
  balance: [],
  limit: null,
  remaining: null,
  used: null,
  expiresAt: null,
  resetsAt: null,
  at: minutesAgo(125),
  ...change,
});
const characters = (value: string) => ({ value, unit: "characters" });
const inDays = (days: number) => {
  const day = new Date(Date.now() + days * 86_400_000);
  return day.toISOString().slice(0, 10);
};

const moonshot = valid("moonshot", {
  region: "cn",
  host: "api.moonshot.cn",
  request: "GET https://api.moonshot.cn/v1/users/me/balance",
  account: account({ balance: [{ value: "110.00", unit: "CNY" }] }),
  models: 1,
  renewBy: inDays(6),
});
const elevenlabs = valid("elevenlabs", {
  region: "eu",
  host: "api.eu.residency.elevenlabs.io",
  request: "GET https://api.eu.residency.elevenlabs.io/v1/user",
  account: account({
    label: "voice of the help desk",
    plan: "creator",
    used: characters("4211"),
    limit: characters("100000"),
    expiresAt: new Date(Date.now() + 90 * 86_400_000).toISOString(),
    resetsAt: new Date(Date.now() + 9 * 86_400_000).toISOString(),
  }),
  models: 0,
  organization: "org-Gv2fAkEfAkEfAkE",
  project: "proj_fAkEfAkEfAkEfAkEfAkE",
  renewBy: inDays(-3),
  label: "help desk",
});

/** Regions, own addresses, new keys on trial, and what providers tell of an account. */
export const providerScenes: Record<string, Partial<FakeState>> = {
  "form-regions": fresh,
  "form-regions-many": fresh,
  "form-azure": fresh,
  "form-keyless": fresh,
  "form-organization": fresh,
  "form-refused": {
    ...stored(valid("groq")),
    failing: {
      update_credential: { kind: "keyNotProved", verdict: "rejected", message: "Invalid API Key" },
    },
  },
  "form-refused-unreachable": {
    ...stored(moonshot),
    failing: {
      update_credential: {
        kind: "keyNotProved",
        verdict: "unreachable",
        message: "The name api.moonshot.cn could not be resolved (DNS).",
      },
    },
  },
  "form-renew": stored(moonshot),
  "tiles-all": stored(valid("groq"), credential("openai")),
  account: stored(moonshot),
  "account-full": stored(elevenlabs, valid("groq")),
};
