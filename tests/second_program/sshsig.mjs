// Makes signatures in the format of OpenSSH from keys of Node's own cryptography, also those a hardware token would make, and ones
// with something wrong, to try the two verifiers with.
import { createHash, generateKeyPairSync, sign } from "node:crypto";

const bytes = text => Buffer.from(text, "latin1");
const number = n => { const b = Buffer.alloc(4); b.writeUInt32BE(n); return b; };
const string = b => Buffer.concat([number(b.length), b]);
const digest = (kind, b) => createHash(kind).update(b).digest();
const mpint = b => { let at = 0; while (at < b.length - 1 && b[at] === 0) at++; const rest = b.subarray(at); return string(rest[0] & 0x80 ? Buffer.concat([Buffer.of(0), rest]) : rest); };

/** A key pair of one of the four types, with its public key as OpenSSH writes it. */
export function makeKey(type) {
  const curve = type.includes("ecdsa"), token = type.startsWith("sk-");
  const { publicKey, privateKey } = curve ? generateKeyPairSync("ec", { namedCurve: "P-256" }) : generateKeyPairSync("ed25519");
  const jwk = publicKey.export({ format: "jwk" });
  const point = curve ? Buffer.concat([Buffer.of(4), Buffer.from(jwk.x, "base64url"), Buffer.from(jwk.y, "base64url")]) : Buffer.from(jwk.x, "base64url");
  const application = bytes("ssh:");
  const blob = Buffer.concat([string(bytes(type)), ...(curve ? [string(bytes("nistp256"))] : []), string(point), ...(token ? [string(application)] : [])]);
  return { type, curve, token, application, privateKey, blob, line: `${type} ${blob.toString("base64")}` };
}

/** An armored signature of a file; `odd` changes single parts of it. */
export function makeSignature(key, file, { namespace = "saylau", hash = "sha512", odd = {} } = {}) {
  const reserved = odd.reserved ?? Buffer.alloc(0);
  const message = Buffer.concat([bytes("SSHSIG"), string(bytes(namespace)), string(reserved), string(bytes(hash)), string(digest(odd.digest ?? hash, file))]);
  const state = Buffer.concat([Buffer.of(1), number(7)]);
  const signed = key.token ? Buffer.concat([digest("sha256", key.application), state, digest("sha256", message)]) : message;
  let raw = key.curve ? sign("sha256", signed, { key: key.privateKey, dsaEncoding: "ieee-p1363" }) : sign(null, signed, key.privateKey);
  if (odd.flip) { raw = Buffer.from(raw); raw[5] ^= 1; }
  const inner = key.curve ? Buffer.concat([mpint(raw.subarray(0, 32)), mpint(raw.subarray(32))]) : raw;
  const signature = Buffer.concat([string(bytes(odd.type ?? key.type)), string(inner), ...(key.token ? [state] : [])]);
  const all = Buffer.concat([bytes("SSHSIG"), number(odd.version ?? 1), string(key.blob), string(bytes(odd.space ?? namespace)), string(reserved), string(bytes(hash)), string(signature), odd.more ?? Buffer.alloc(0)]);
  return Buffer.from(`-----BEGIN SSH SIGNATURE-----\n${all.toString("base64").match(/.{1,70}/g).join("\n")}\n-----END SSH SIGNATURE-----\n${odd.after ?? ""}`);
}
