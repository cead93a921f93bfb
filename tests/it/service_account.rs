//! A Google service account that exists only in these tests, and a check of its signatures.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::signature::{self, RsaKeyPair, UnparsedPublicKey};
use rustls_pki_types::{PrivatePkcs8KeyDer, pem::PemObject as _};
use serde_json::{Value, json};
use std::fs;

/// The file with its key.
pub(crate) const KEY_FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/submit/test-key.pem");

/// Its name.
pub(crate) const EMAIL: &str = "publisher@modelpress-test.iam.gserviceaccount.com";

const KEY_ID: &str = "0123456789abcdef";

/// The key file that Google provides for such an account; `token_uri` is the URL of the token service.
pub(crate) fn file(token_uri: &str) -> Value {
    json!({
        "type": "service_account",
        "project_id": "modelpress-test",
        "private_key_id": KEY_ID,
        "private_key": fs::read_to_string(KEY_FILE).unwrap(),
        "client_email": EMAIL,
        "client_id": "1234567890",
        "token_uri": token_uri,
    })
}

/// The claims of a JWT with a valid signature.
pub(crate) fn claims(jwt: &str) -> Option<Value> {
    let (text, signature) = jwt.rsplit_once('.')?;
    let (header, claims) = text.split_once('.')?;
    let part = |text: &str| serde_json::from_slice::<Value>(&URL_SAFE_NO_PAD.decode(text).ok()?).ok();
    let header = part(header)?;
    if header["alg"] != "RS256" || header["typ"] != "JWT" || header["kid"] != KEY_ID {
        return None;
    }
    let pem = fs::read(KEY_FILE).unwrap();
    let key = PrivatePkcs8KeyDer::from_pem_slice(&pem).unwrap();
    let key = RsaKeyPair::from_pkcs8(key.secret_pkcs8_der()).unwrap();
    let public = UnparsedPublicKey::new(&signature::RSA_PKCS1_2048_8192_SHA256, key.public().as_ref());
    public.verify(text.as_bytes(), &URL_SAFE_NO_PAD.decode(signature).ok()?).ok()?;
    part(claims)
}
