import type { FoundKeyView } from "../src/ipc";
import {
  ALL_PROVIDERS,
  type FakeState,
  FRESH,
  foundKey,
  GROQ_MODELS,
  inEnvironment,
  inFile,
  valid,
} from "../src/ipc/fake";

const ENV = "/home/ada/projects/chat/.env";
const LONG_PATH = `/home/ada/${"a-folder-with-a-rather-long-name/".repeat(9)}.env.production.local`;
const WHOLE_NOTE = `Ask Grace before changing anything here.\nThe proxy drops keys that are not registered.\n\n- rotate with the team account\n- bill to 4711\n${"And so it went on for a while. ".repeat(20)}`;

const stored: Partial<FakeState> = {
  providers: ALL_PROVIDERS,
  credentials: [valid("groq"), valid("openai"), valid("mistral")],
  models: { groq: GROQ_MODELS },
};
const keys: FoundKeyView[] = [
  foundKey(0, "anthropic", {
    places: [inEnvironment("ANTHROPIC_API_KEY"), inFile("ANTHROPIC_API_KEY", ENV, 3)],
  }),
  foundKey(1, "google_gemini", { places: [inFile("GEMINI_API_KEY", ENV, 4)] }),
  foundKey(2, "google_gemini", {
    places: [inFile("GOOGLE_API_KEY", "/home/ada/.config/fake/settings.json", null)],
    baseUrl: "https://gemini-proxy.example.org",
  }),
  foundKey(3, "openai", { state: "other", places: [inFile("OPENAI_API_KEY", ENV, 5)] }),
  foundKey(4, "groq", {
    state: "same",
    places: [inFile("GROQ_API_KEY", ENV, 6), inFile("GROQ_API_KEY", "/home/ada/.bashrc", 118)],
  }),
];
const problems = [
  { place: "/home/ada/.config/fake/settings.json", fault: "malformed" as const },
  { place: "/home/ada/.fakerc", fault: "unreadable" as const },
];
const found = (list: FoundKeyView[]): Partial<FakeState> => ({
  ...stored,
  found: { keys: list, problems: [] },
});
const long = Array.from({ length: 200 }, (_, index) => {
  const name = "A Provider With A Name Of Exactly Sixty Characters, No Less.";
  return foundKey(index, `custom:fake-${index % 60}`, {
    name: index % 5 ? `gateway-${index % 60}` : name,
    hint: index % 3 ? "…4f2a" : "a-very-long-public-prefix-of-a-key-…4f2a",
    state: index > 150 ? "same" : index > 120 ? "other" : "new",
    places: [
      inFile("A_RATHER_LONG_VARIABLE_NAME_OF_SOMEBODY_API_KEY", LONG_PATH, index + 1),
      inFile("FAKE_API_KEY", "/home/ada/.env", index + 1),
    ],
  });
});
const conflict = {
  variable: "GROQ_API_KEY",
  source: "environment",
  path: null,
  line: null,
} as const;
const deep = [
  { ...conflict, source: "shell" } as const,
  { ...conflict, source: "file", path: ENV, line: 6 } as const,
];

/** Keys that lie elsewhere, conflicts with them, notes and lending. */
export const importScenes: Record<string, Partial<FakeState>> = {
  "import-first-run": {
    status: FRESH,
    providers: ALL_PROVIDERS,
    environment: ["GROQ_API_KEY", "OPENAI_API_KEY", "HF_TOKEN"],
  },
  "import-tiles": stored,
  "import-choose": stored,
  "import-file": stored,
  "import-file-fault": {
    ...stored,
    failing: { find_keys: { kind: "importSource", place: LONG_PATH, fault: "notFound" } },
  },
  "import-looking": { ...stored, hanging: new Set(["find_keys"]) },
  "import-shell-fault": {
    ...stored,
    failing: { find_keys: { kind: "importSource", place: "/bin/fish", fault: "shell" } },
  },
  "import-nothing": { ...stored, found: { keys: [], problems } },
  "import-found": { ...stored, found: { keys, problems } },
  "import-replace": found(keys),
  "import-same": found(keys.slice(4)),
  "import-long": found(long),
  "import-failed": { ...found(keys), failing: { import_keys: { kind: "keyringLocked" } } },
  "import-report": found(keys),
  "import-report-long": found(long),
  "conflict-environment": { ...stored, conflicts: { groq: [conflict] } },
  "conflict-several": {
    ...stored,
    conflicts: { groq: [conflict] },
    deepConflicts: { groq: [...deep, { ...conflict, source: "file", path: LONG_PATH, line: 7 }] },
  },
  "conflict-none": stored,
  "conflict-looking": { ...stored, conflicts: { groq: [conflict] } },
  "lend-menu": stored,
  "lend-named": { ...stored, credentials: [valid("groq", { lendPolicy: "named" })] },
  "lend-failed": { ...stored, failing: { update_credential: { kind: "diskFull" } } },
  note: { ...stored, credentials: [valid("groq", { note: WHOLE_NOTE, lendPolicy: "never" })] },
  "note-edit": { ...stored, credentials: [valid("groq", { note: WHOLE_NOTE })] },
  "note-fault": stored,
};
