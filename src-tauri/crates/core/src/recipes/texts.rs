//! The texts. Sources, each at the version read or run: Claude Code 2.1 (settings reference), Codex 0.169
//! (`ModelProviderAuthInfo`), opencode 1.18 (`ConfigVariable`), Crush 0.96 (`docs/config`), avante.nvim
//! (`utils/environment.lua`), codecompanion.nvim (“Configuring HTTP adapters”), openai-python 1.106 and later.

use keystow_providers::Dialect;

use super::Setting;

impl Setting {
    /// The words after `keystow`.
    fn words(&self, verb: &[&str]) -> Vec<String> {
        let profile = self.profile.iter();
        let profile = profile.flat_map(|name| ["--profile".to_owned(), name.clone()]);
        profile
            .chain(verb.iter().map(|&word| word.to_owned()))
            .collect()
    }

    /// `keystow get PROVIDER`
    fn get(&self) -> String {
        format!(
            "keystow {}",
            self.words(&["get", self.provider.id]).join(" ")
        )
    }

    /// `keystow run --only PROVIDER`
    fn run(&self) -> String {
        let words = self.words(&["run", "--only", self.provider.id]);
        format!("keystow {}", words.join(" "))
    }

    /// The words after `keystow` as a list in double quotes. None of them needs an escape: ids and names of
    /// profiles are letters, digits, dots, colons, dashes and underscores.
    fn list(&self) -> String {
        let words = self.words(&["get", self.provider.id]);
        let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
        words.join(", ")
    }

    /// A name for the provider in another program's settings: one that none of them keeps for itself.
    fn id(&self) -> String {
        format!("keystow-{}", self.provider.id.replace([':', '_'], "-"))
    }

    /// The variable for the base URL, and its value, where the key goes to an address of its own.
    pub(super) fn address_variable(&self) -> Option<(&'static str, &str)> {
        Some((self.provider.base_url_env?, self.stored_url.as_deref()?))
    }

    /// The same as a line of the shell.
    fn exported_address(&self) -> String {
        self.address_variable()
            .map(|(name, url)| format!("export {name}={}\n", quoted(url)))
            .unwrap_or_default()
    }

    /// The base URL line where the provider's own clients would go elsewhere.
    fn base_url_line(&self, line: impl FnOnce(&str) -> String) -> String {
        if self.own_address {
            line(&self.base_url)
        } else {
            String::new()
        }
    }
}

pub(super) fn run(setting: &Setting) -> String {
    format!("{} -- python app.py\n", setting.run())
}

pub(super) fn shell(setting: &Setting) -> String {
    format!(
        "export {}=\"$({})\"\n{}",
        setting.variable,
        setting.get(),
        setting.exported_address()
    )
}

pub(super) fn dotenv(setting: &Setting) -> String {
    format!(
        "# Delete {} from .env first: some readers put it above the environment.\n{} -- npm start\n",
        setting.variable,
        setting.run()
    )
}

pub(super) fn direnv(setting: &Setting) -> String {
    format!(
        "key=\"$({})\" && export {}=\"$key\"\n{}",
        setting.get(),
        setting.variable,
        setting.exported_address()
    )
}

pub(super) fn claude_code(setting: &Setting) -> String {
    let address = setting
        .base_url_line(|url| format!(",\n  \"env\": {{ \"ANTHROPIC_BASE_URL\": \"{url}\" }}"));
    format!(
        "{{\n  \"apiKeyHelper\": \"{}\"{address}\n}}\n",
        setting.get()
    )
}

pub(super) fn codex(setting: &Setting) -> String {
    let id = setting.id();
    format!(
        "model = \"{}\"\nmodel_provider = \"{id}\"\n\n\
         [model_providers.{id}]\nname = \"{}\"\nbase_url = \"{}\"\nwire_api = \"responses\"\n\n\
         [model_providers.{id}.auth]\ncommand = \"keystow\"\nargs = [{}]\ntimeout_ms = 60000\n",
        setting.model,
        setting.provider.name,
        setting.base_url,
        setting.list()
    )
}

/// JSON with a remark, which opencode takes: how it is started belongs to it.
pub(super) fn opencode(setting: &Setting) -> String {
    let id = setting.id();
    format!(
        "{{\n  \"$schema\": \"https://opencode.ai/config.json\",\n  \
         // Start it in Bash as: opencode 3< <({})\n  \
         \"model\": \"{id}/{model}\",\n  \"provider\": {{\n    \"{id}\": {{\n      \
         \"npm\": \"@ai-sdk/openai-compatible\",\n      \"name\": \"{name}\",\n      \
         \"options\": {{\n        \"baseURL\": \"{url}\",\n        \"apiKey\": \"{{file:/dev/fd/3}}\"\n      }},\n      \
         \"models\": {{ \"{model}\": {{}} }}\n    }}\n  }}\n}}\n",
        setting.get(),
        model = setting.model,
        name = setting.provider.name,
        url = setting.base_url,
    )
}

pub(super) fn crush(setting: &Setting) -> String {
    let id = setting.id();
    let kind = match setting.provider.dialect {
        Dialect::Anthropic => "anthropic",
        Dialect::Gemini => "gemini",
        _ => "openai-compat",
    };
    format!(
        "provider add {id} --type {kind} --base-url {} --api-key \"$({})\"\nmodel add {}\n",
        quoted(&setting.base_url),
        setting.get(),
        quoted(&format!("{id}/{}", setting.model)),
    )
}

pub(super) fn avante(setting: &Setting) -> String {
    let (name, inherited) = match setting.provider.dialect {
        Dialect::Anthropic => ("claude", None),
        Dialect::Gemini => ("gemini", None),
        _ if setting.provider.id == "openai" => ("openai", None),
        _ => ("keystow", Some("openai")),
    };
    let inherited = inherited.map_or_else(String::new, |parent| {
        format!("      __inherited_from = \"{parent}\",\n")
    });
    let endpoint = if inherited.is_empty() && !setting.own_address {
        String::new()
    } else {
        format!("      endpoint = \"{}\",\n", setting.base_url)
    };
    format!(
        "require(\"avante\").setup({{\n  provider = \"{name}\",\n  providers = {{\n    {name} = {{\n{inherited}{endpoint}      \
         model = \"{}\",\n      api_key_name = {{ \"keystow\", {} }},\n    }},\n  }},\n}})\n",
        setting.model,
        setting.list()
    )
}

pub(super) fn codecompanion(setting: &Setting) -> String {
    let adapter = match setting.provider.dialect {
        Dialect::Anthropic => "anthropic",
        Dialect::Gemini => "gemini",
        _ if setting.provider.id == "openai" && !setting.own_address => "openai",
        _ => "openai_compatible",
    };
    // That adapter puts `/v1/chat/completions` behind the address unless it is told otherwise.
    let url = match (adapter, setting.base_url.strip_suffix("/v1")) {
        ("openai_compatible", Some(url)) => format!("url = \"{url}\", "),
        ("openai_compatible", None) => format!(
            "url = \"{}\", chat_url = \"/chat/completions\", ",
            setting.base_url
        ),
        _ => String::new(),
    };
    format!(
        "require(\"codecompanion\").setup({{\n  adapters = {{\n    http = {{\n      keystow = function()\n        \
         return require(\"codecompanion.adapters\").extend(\"{adapter}\", {{\n          \
         env = {{ {url}api_key = \"cmd:{}\" }},\n          \
         schema = {{ model = {{ default = \"{}\" }} }},\n        }})\n      end,\n    }},\n  }},\n  \
         strategies = {{ chat = {{ adapter = \"keystow\" }} }},\n}})\n",
        setting.get(),
        setting.model
    )
}

pub(super) fn openai_python(setting: &Setting) -> String {
    let address = if setting.provider.id == "openai" && !setting.own_address {
        String::new()
    } else {
        format!(", base_url=\"{}\"", setting.base_url)
    };
    format!(
        "{}\nclient = OpenAI(api_key=api_key{address})\n",
        python(setting).replace(
            "import subprocess\n",
            "import subprocess\n\nfrom openai import OpenAI\n"
        )
    )
}

pub(super) fn python(setting: &Setting) -> String {
    format!(
        "import subprocess\n\n\ndef api_key() -> str:\n    command = [\"keystow\", {}]\n    \
         return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()\n",
        setting.list()
    )
}

pub(super) fn node(setting: &Setting) -> String {
    format!(
        "import {{ execFileSync }} from \"node:child_process\";\n\n\
         const apiKey = () => execFileSync(\"keystow\", [{}], {{ encoding: \"utf8\" }}).trim();\n",
        setting.list()
    )
}

pub(super) fn rust(setting: &Setting) -> String {
    format!(
        "fn api_key() -> std::io::Result<String> {{\n    \
         let output = std::process::Command::new(\"keystow\").args([{}]).output()?;\n    \
         if !output.status.success() {{\n        \
         return Err(std::io::Error::other(\"keystow lent no key\"));\n    }}\n    \
         String::from_utf8(output.stdout).map_err(std::io::Error::other)\n}}\n",
        setting.list()
    )
}

/// A word that the shell takes as it is.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
