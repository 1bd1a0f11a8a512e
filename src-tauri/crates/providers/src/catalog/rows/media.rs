//! Services around models: embeddings, speech, pictures.

use super::{MODELS, OPENAI_STYLE, only};
use crate::catalog::{
    AuthScheme, Body, Dialect, Host, List, Method, Proof, Provider, Region, Request, Shape,
};

pub(super) const VOYAGE: Provider = Provider {
    id: "voyage",
    chat: None,
    name: "Voyage AI",
    regions: &[only(
        "https://api.voyageai.com/v1",
        "https://dashboard.voyageai.com/api-keys",
    )],
    list: None,
    proof: Proof::Request(Request {
        host: Host::Root,
        path: "/embeddings",
        method: Method::Post,
        body: Body::Json("{}"),
        shape: Shape::Complaint,
    }),
    unconfirmed: true,
    docs_url: "https://docs.voyageai.com",
    key_env: &["VOYAGE_API_KEY"],
    key_prefixes: &["pa-"],
    ..OPENAI_STYLE
};

pub(super) const ELEVENLABS: Provider = Provider {
    id: "elevenlabs",
    chat: None,
    name: "ElevenLabs",
    regions: &[
        Region {
            id: "global",
            name: "Global",
            api_root: "https://api.elevenlabs.io/v1",
            console_url: "https://elevenlabs.io/app/settings/api-keys",
        },
        Region {
            id: "us",
            name: "United States",
            api_root: "https://api.us.elevenlabs.io/v1",
            console_url: "https://elevenlabs.io/app/settings/api-keys",
        },
        Region {
            id: "eu",
            name: "European Union",
            api_root: "https://api.eu.residency.elevenlabs.io/v1",
            console_url: "https://elevenlabs.io/app/settings/api-keys",
        },
        Region {
            id: "in",
            name: "India",
            api_root: "https://api.in.residency.elevenlabs.io/v1",
            console_url: "https://elevenlabs.io/app/settings/api-keys",
        },
        Region {
            id: "sg",
            name: "Singapore",
            api_root: "https://api.sg.residency.elevenlabs.io/v1",
            console_url: "https://elevenlabs.io/app/settings/api-keys",
        },
    ],
    auth: AuthScheme::XiApiKey,
    proof: Proof::Request(Request {
        host: Host::Root,
        path: "/user",
        method: Method::Get,
        body: Body::Empty,
        shape: Shape::Members(&["subscription", "user_id"]),
    }),
    docs_url: "https://elevenlabs.io/docs/api-reference",
    key_env: &["ELEVENLABS_API_KEY", "XI_API_KEY"],
    key_prefixes: &["sk_"],
    ..OPENAI_STYLE
};

pub(super) const DEEPGRAM: Provider = Provider {
    id: "deepgram",
    chat: None,
    name: "Deepgram",
    dialect: Dialect::Deepgram,
    regions: &[only(
        "https://api.deepgram.com/v1",
        "https://console.deepgram.com",
    )],
    auth: AuthScheme::Token,
    list: Some(List {
        public: true,
        ..MODELS
    }),
    proof: Proof::Request(Request {
        host: Host::Root,
        path: "/projects",
        method: Method::Get,
        body: Body::Empty,
        shape: Shape::Members(&["projects"]),
    }),
    docs_url: "https://developers.deepgram.com",
    key_env: &["DEEPGRAM_API_KEY"],
    ..OPENAI_STYLE
};

pub(super) const REPLICATE: Provider = Provider {
    id: "replicate",
    chat: None,
    name: "Replicate",
    dialect: Dialect::Replicate,
    regions: &[only(
        "https://api.replicate.com/v1",
        "https://replicate.com/account/api-tokens",
    )],
    proof: Proof::Request(Request {
        host: Host::Root,
        path: "/account",
        method: Method::Get,
        body: Body::Empty,
        shape: Shape::Members(&["username"]),
    }),
    docs_url: "https://replicate.com/docs/reference/http",
    key_env: &["REPLICATE_API_TOKEN"],
    key_prefixes: &["r8_"],
    ..OPENAI_STYLE
};
