import type { RecipeLanguage, RecipeView } from "../bindings";

type Row = [
  tool: string,
  name: string,
  language: RecipeLanguage,
  file: string | null,
  text: string,
];

const rows = (provider: string, variable: string, base: string): Row[] => [
  ["shell", "Shell", "shell", null, `export ${variable}="$(keystow get ${provider})"`],
  ["run", "Any program", "shell", null, `keystow run --only ${provider} -- python app.py`],
  [
    "claude-code",
    "Claude Code",
    "json",
    "~/.claude/settings.json",
    `{\n  "apiKeyHelper": "keystow get ${provider}",\n  "env": {\n    "ANTHROPIC_BASE_URL": "${base}"\n  }\n}`,
  ],
  [
    "codex",
    "Codex",
    "toml",
    "~/.codex/config.toml",
    `model_provider = "${provider}"\n\n[model_providers.${provider}]\nname = "${provider}"\nbase_url = "${base}"\n\n[model_providers.${provider}.auth]\ncommand = "keystow"\nargs = ["get", "${provider}"]`,
  ],
  ["opencode", "opencode", "shell", null, `keystow run --only ${provider} -- opencode`],
  [
    "crush",
    "Crush",
    "json",
    "~/.config/crush/crush.json",
    `{\n  "providers": {\n    "${provider}": {\n      "base_url": "${base}",\n      "api_key": "$(keystow get ${provider})"\n    }\n  }\n}`,
  ],
  [
    "avante",
    "avante.nvim",
    "lua",
    "~/.config/nvim/lua/plugins/avante.lua",
    `return {\n  "yetone/avante.nvim",\n  opts = {\n    providers = {\n      ${provider} = {\n        endpoint = "${base}",\n        api_key_name = "cmd:keystow get ${provider}",\n      },\n    },\n  },\n}`,
  ],
  [
    "codecompanion",
    "CodeCompanion",
    "lua",
    "~/.config/nvim/lua/plugins/codecompanion.lua",
    `return {\n  "olimorris/codecompanion.nvim",\n  opts = {\n    adapters = {\n      http = {\n        ${provider} = function()\n          return require("codecompanion.adapters").extend("openai_compatible", {\n            env = { url = "${base}", api_key = "cmd:keystow get ${provider}" },\n          })\n        end,\n      },\n    },\n  },\n}`,
  ],
  [
    "openai-python",
    "OpenAI SDK",
    "python",
    null,
    `import subprocess\nfrom openai import OpenAI\n\n\ndef key() -> str:\n    return subprocess.check_output(["keystow", "get", "${provider}"], text=True)\n\n\nclient = OpenAI(api_key=key(), base_url="${base}")`,
  ],
  ["direnv", "direnv", "shell", ".envrc", `export ${variable}="$(keystow get ${provider})"`],
  [
    "python",
    "Python",
    "python",
    null,
    `import subprocess\n\nkey = subprocess.check_output(["keystow", "get", "${provider}"], text=True)`,
  ],
  [
    "node",
    "Node.js",
    "javascript",
    null,
    `import { execFileSync } from "node:child_process";\n\nconst key = execFileSync("keystow", ["get", "${provider}"], { encoding: "utf8" });`,
  ],
  [
    "rust",
    "Rust",
    "rust",
    null,
    `let keystow = Keystow::open(Options::default()).await?;\nlet key = keystow.get_api_key("${provider}").await?;\nlet request = client.get(url).bearer_auth(key.expose());`,
  ],
];

export function recipesFor(provider: string, variable: string, base: string): RecipeView[] {
  return rows(provider, variable, base).map(([tool, name, language, file, text]) => ({
    tool,
    name,
    language,
    file,
    text,
  }));
}
