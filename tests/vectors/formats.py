"""Writes what formats.rs reads, from the drawings at the top of cipher.rs, slot.rs, master.rs and
recovery.rs alone. Needs pyca/cryptography 44 or later; everything secret here is fake."""

import base64
import hashlib
import hmac

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VAULT, PROFILE, CREDENTIAL = (bytes(range(n, n + 16)) for n in (0x10, 0x20, 0x30))
SLOT = bytes(range(0x50, 0x58))
DATA_KEY = bytes(range(0x80, 0xA0))
MASTER = bytes(range(0xC0, 0xE0))
CODE = b"a fake recovery!"
PASSPHRASE, SALT = b"correct fake battery", b"sixteenbytesalt!"
GENERATION = 3
ORIGINS = ["https://api.groq.com:443", "https://a.example:8443"]


def number(value, width):
    return value.to_bytes(width, "big")


def derive(secret, salt, info):
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=info.encode()).derive(secret)


PREFIX = bytes([1, 1]) + number(GENERATION, 4)
RECORD, HINT = (
    derive(DATA_KEY, VAULT + number(GENERATION, 4), f"keystow/v1/dek/{use}") for use in ("record", "hint")
)


def text(value):
    return number(len(value), 2) + value


def record_aad(purpose):
    origins = hashlib.sha256(b"".join(text(origin.encode()) for origin in sorted(ORIGINS)))
    ids = VAULT + PROFILE + CREDENTIAL + number(7, 8)
    return purpose + PREFIX + ids + text(b"groq") + text(b"bearer") + origins.digest()


def seal(key, aad, kind, plain, nonce):
    plain = bytes([kind]) + text(plain)
    plain += bytes(-len(plain) % 64)
    return PREFIX + nonce + AESGCM(key).encrypt(nonce, plain, aad)


def slot(word, kind, secret, parameters, nonce):
    header = bytes([1, kind]) + VAULT + SLOT + number(GENERATION, 4) + parameters
    wrap, commit = (derive(secret, VAULT + SLOT, f"keystow/v1/slot/{word}/{use}") for use in ("wrap", "commit"))
    check = hmac.new(commit, header, hashlib.sha256).digest()
    return header + check + nonce + AESGCM(wrap).encrypt(nonce, DATA_KEY, header)


def passphrase_slot(memory, passes, lanes):
    stretched = Argon2id(salt=SALT, length=32, iterations=passes, lanes=lanes, memory_cost=memory).derive(PASSPHRASE)
    parameters = number(memory, 4) + number(passes, 4) + number(lanes, 4) + SALT
    return slot("passphrase", 3, stretched, parameters, bytes(range(3, 15)))


def keyring_line():
    vault = base64.b32encode(VAULT).decode().rstrip("=").lower()
    secret = base64.urlsafe_b64encode(MASTER).decode().rstrip("=")
    line = f"kv1.{vault}.{SLOT.hex()}.{secret}"
    return f"{line}.{hashlib.sha256(line.encode()).hexdigest()[:8]}"


def recovery_code():
    bits = int.from_bytes(CODE, "big") << 12 | int.from_bytes(hashlib.sha256(CODE).digest()[:2], "big") >> 4
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    characters = "".join(alphabet[bits >> shift & 31] for shift in range(135, -1, -5))
    return "-".join(characters[at : at + 4] for at in range(0, 28, 4))


nonce = lambda first: bytes(range(first, first + 12))
print("key", seal(RECORD, record_aad(b"keystow/record"), 1, b"gsk_fakeFAKEfakeFAKEfake", nonce(0xA0)).hex())
print("hint", seal(HINT, record_aad(b"keystow/hint"), 2, "gsk_…fake".encode(), nonce(0xB0)).hex())
setting_aad = b"keystow/setting" + PREFIX + VAULT + text(b"backup")
print("setting", seal(RECORD, setting_aad, 3, b"fake words", nonce(0xD0)).hex())
print("keyring slot", slot("keyring", 1, MASTER, bytes(28), nonce(1)).hex())
print("recovery slot", slot("recovery", 2, CODE, bytes(28), nonce(2)).hex())
print("passphrase slot", passphrase_slot(65536, 3, 4).hex())
print("passphrase slot, hardly stretched", passphrase_slot(8, 1, 1).hex())
print("line", keyring_line())
print("code", recovery_code())
