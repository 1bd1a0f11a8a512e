//! The requests a check sends: what proves a key, and where the models are listed.

/// Where a request goes: to the API root, or to another service of the provider's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Host {
    /// The API root, whatever region or base URL was chosen.
    Root,
    /// A service beside the API root, with its own host. A base URL of the owner's replaces it too.
    Beside(&'static str),
}

/// How the model list is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct List {
    /// Where.
    pub host: Host,
    /// The path behind the host.
    pub path: &'static str,
    /// The query of the first page.
    pub query: Option<&'static str>,
    /// The path behind the API root of a plainer list, asked where the first answers 404.
    pub instead: Option<&'static str>,
    /// Whether anybody gets it: then the key is not sent for it, and it proves nothing.
    pub public: bool,
}

/// What proves that a key works, without spending money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// The model list: nobody gets it without a key.
    List,
    /// A request of its own.
    Request(Request),
    /// Nothing free does.
    None,
}

/// One request that carries the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request {
    /// Where.
    pub host: Host,
    /// The path behind the host.
    pub path: &'static str,
    /// How.
    pub method: Method,
    /// With what.
    pub body: Body,
    /// What its answer looks like when the key works.
    pub shape: Shape,
}

/// The HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
}

impl Method {
    /// As it stands in a request line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// What a request carries besides its headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    /// Nothing.
    Empty,
    /// This JSON.
    Json(&'static str),
    /// A form whose one field, named here, holds the key; no header carries it then.
    KeyForm(&'static str),
}

/// What proves itself in an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A 2xx with a JSON object that has one of these members, or one inside its member `data`.
    Members(&'static [&'static str]),
    /// A refusal of the deliberately empty request (400 or 422) that gives no reason of its own: the
    /// key was looked at before.
    Complaint,
}

/// Where a prompt goes. How it is spoken is the provider's dialect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chat {
    /// At which of the provider's services.
    pub host: Host,
    /// The path; for Gemini what stands before the model.
    pub path: &'static str,
}

impl Chat {
    /// Where a dialect sends prompts, behind the API root; `None` for those without a known way.
    pub const fn of(dialect: super::Dialect) -> Option<Self> {
        let path = match dialect {
            super::Dialect::OpenAi => "/chat/completions",
            super::Dialect::Anthropic => "/v1/messages",
            super::Dialect::Gemini => "/v1beta",
            _ => return None,
        };
        Some(Self {
            host: Host::Root,
            path,
        })
    }
}
