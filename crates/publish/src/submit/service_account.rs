//! `ServiceAccount`: a Google service account and its access token, by the documented flow ("Using OAuth 2.0 for Server
//! to Server Applications"; RFC 7523). A short JSON text signed with the account's key (RS256) is sent to the URL in
//! the key file and exchanged for a token that is valid for an hour.

use crate::submit::{Error, Service, index_now};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use http_client::{Client, Method, Request, Token, may_carry_secret};
use jiff::Timestamp;
use ring::{rand::SystemRandom, signature};
use rustls_pki_types::{PrivatePkcs8KeyDer, pem::PemObject as _};
use serde_json::{Value, json};
use std::{fs, path::Path};
use url::{Url, form_urlencoded};

/// The permission to read and change a site in Search Console.
const SCOPE: &str = "https://www.googleapis.com/auth/webmasters";

/// The grant type of this flow.
const GRANT: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/// Requested lifetime of a token in seconds; the maximum that Google allows.
const LIFETIME: i64 = 3_600;

/// An account, read from its key file. It has neither `Debug` nor `Display`, so that no message can contain its key or
/// name.
pub struct ServiceAccount {
    email: String,
    key: signature::RsaKeyPair,
    key_id: Option<String>,
    token_uri: Url,
}

impl ServiceAccount {
    /// Reads the JSON key file from Google's console. Error messages contain nothing from the file.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let text = fs::read(path).map_err(|source| Error::ReadCredentials { path: path.into(), source })?;
        Self::parse(&text).map_err(|reason| Error::Credentials { path: path.into(), reason })
    }

    fn parse(text: &[u8]) -> Result<Self, String> {
        let value: Value = serde_json::from_slice(text)
            .map_err(|error| format!("it is no JSON, at line {} column {}", error.line(), error.column()))?;
        let field = |name: &str| {
            let field = value.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
            field.ok_or_else(|| format!("it has no `{name}`"))
        };
        if field("type")? != "service_account" {
            return Err("its `type` is not `service_account`".to_owned());
        }
        let token_uri = Url::parse(field("token_uri")?).ok().filter(may_carry_secret);
        let token_uri = token_uri.ok_or("its `token_uri` does not begin with `https://`")?;
        let key = PrivatePkcs8KeyDer::from_pem_slice(field("private_key")?.as_bytes())
            .map_err(|_| "its `private_key` is no PKCS#8 key in PEM form")?;
        let key = signature::RsaKeyPair::from_pkcs8(key.secret_pkcs8_der())
            .map_err(|error| format!("its `private_key` is not a usable RSA key: {error}"))?;
        let key_id = field("private_key_id").ok().map(str::to_owned);
        Ok(Self { email: field("client_email")?.to_owned(), key, key_id, token_uri })
    }

    /// The URL of the token service.
    #[must_use]
    pub fn token_uri(&self) -> &Url {
        &self.token_uri
    }

    /// Makes the client redact the account's email address.
    #[must_use]
    pub(super) fn covered_by<'a>(&self, client: Client<'a>) -> Client<'a> {
        Token::new(&self.email).into_iter().fold(client, Client::covering)
    }

    /// The signed text that is exchanged for a token. `ring`, which the TLS stack uses anyway, makes the signature. The
    /// crates for the whole flow need an asynchronous runtime or a second crypto library.
    fn assertion(&self, now: Timestamp) -> Result<String, &'static str> {
        let mut header = json!({ "alg": "RS256", "typ": "JWT" });
        if let Some(id) = &self.key_id {
            header["kid"] = id.as_str().into();
        }
        let issued = now.as_second();
        let claims = json!({
            "iss": self.email,
            "scope": SCOPE,
            "aud": self.token_uri.as_str(),
            "iat": issued,
            "exp": issued + LIFETIME,
        });
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let text = format!("{}.{}", part(&header), part(&claims));
        let mut bytes = vec![0; self.key.public().modulus_len()];
        self.key
            .sign(&signature::RSA_PKCS1_SHA256, &SystemRandom::new(), text.as_bytes(), &mut bytes)
            .map_err(|_| "its key cannot sign")?;
        Ok(format!("{text}.{}", URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// Requests a token. `client` creates the client, which then redacts the secrets it sends.
    pub(super) fn token<'a>(&self, path: &Path, client: impl FnOnce(&Url) -> Client<'a>) -> Result<Token, Error> {
        let client = client(&self.token_uri);
        let refused = |reason: &str| Error::Credentials { path: path.into(), reason: reason.to_owned() };
        let assertion = self.assertion((client.clock().now)()).map_err(refused)?;
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", GRANT)
            .append_pair("assertion", &assertion)
            .finish();
        let client = Token::new(&assertion).into_iter().fold(self.covered_by(client), Client::covering);
        let body = ("application/x-www-form-urlencoded", body.as_bytes());
        let request =
            Request { method: Method::Post, url: self.token_uri.clone(), body: Some(body), is_anonymous: false };
        let reply = client.answer(request).map_err(|error| index_now::failed(Service::GoogleToken, error, explain))?;
        if reply.status != 200 {
            return Err(index_now::answer(Service::GoogleToken, &reply, &client, explain));
        }
        let token: Option<Value> = serde_json::from_slice(&reply.body).ok();
        let token = token.as_ref().and_then(|value| value.get("access_token")).and_then(Value::as_str);
        token.and_then(Token::new).ok_or_else(|| Error::Answer {
            service: Service::GoogleToken,
            status: 200,
            meaning: "without a token",
            message: String::new(),
            hint: "check `token_uri` in the service account file",
        })
    }
}

fn explain(status: u16) -> (&'static str, &'static str) {
    match status {
        400 | 401 => (
            "service account key rejected",
            "check that the key still exists in the Google Cloud console and that the clock of this machine is right",
        ),
        403 => ("the service account has no permission", "enable the Search Console API in the account's project"),
        429 | 500..=599 => ("temporarily unavailable", "submit again later"),
        _ => ("an undocumented status", "check `token_uri` in the service account file"),
    }
}
