// A real identity provider (npm `oidc-provider`) on the loopback, for the stories of signing in through one.
// It says its port, its moment and its client on the first line, and ends with its standard input. Over it
// stands a thin shell that answers as a broken or hostile provider would, when a story asks for it. Given the
// files of a certificate and its key, it is reached over TLS by the name localhost, and told what to do as before.
//
//   POST /walk {url, login}   what a person's browser does there: signs in as `login`, agrees; gives the way back
//   POST /crook {mode}        from now on identity tokens are altered: audience, nonce, expired, early, none,
//                             hs256, stranger, rotated, issuer; away: it hangs up; "" for as it should be

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { exportJWK, generateKeyPair, importJWK, SignJWT, decodeJwt, exportSPKI } from "jose";

const key = async (kid) => ({ ...(await exportJWK((await generateKeyPair("RS256", { extractable: true })).privateKey)), kid, alg: "RS256", use: "sig" });
const own = await key("first");
const rotated = await key("second");
const stranger = await key("first");
const back = "http://town.test/sign-in/provider/back";
let mode = "";

const server = createServer();
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const control = `http://127.0.0.1:${server.address().port}`;
const [certificate, itsKey] = process.argv.slice(2);
const over = certificate ? createTlsServer({ cert: readFileSync(certificate), key: readFileSync(itsKey) }) : server;
if (certificate) await new Promise((ready) => over.listen(0, "127.0.0.1", ready));
const issuer = certificate ? `https://localhost:${over.address().port}` : control;

// Its own warnings (a development server, keys in memory) are no news here; standard output is ours.
console.info = console.warn = () => {};
const { default: Provider } = await import("oidc-provider");
const machine = await generateKeyPair("ES256", { extractable: true });
const machineJwk = { ...(await exportJWK(machine.publicKey)), kid: "diwan-1", alg: "ES256", use: "sig" };
const provider = new Provider(issuer, {
  clients: [
    { client_id: "diwan", client_secret: "a secret of the story", redirect_uris: [back], post_logout_redirect_uris: ["http://town.test"] },
    { client_id: "diwan-key", redirect_uris: [back], token_endpoint_auth_method: "private_key_jwt", token_endpoint_auth_signing_alg: "ES256", jwks: { keys: [machineJwk] } },
  ],
  jwks: { keys: [own] },
  claims: { openid: ["sub"], profile: ["name", "name_ar", "cnie", "cnie_verified"] },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  cookies: { keys: ["a key of the story"] },
  // `login` says who: a card number, with a mark after it when it is not vouched for.
  findAccount: (_, login) => ({
    accountId: login,
    claims: () => ({ sub: login, name: "Zineb Oukhouya", name_ar: "زينب أوخويا", cnie: login.replace(/[^A-Z0-9]/g, ""), cnie_verified: !login.endsWith("-claimed") }),
  }),
});
provider.on("grant.error", (_, error) => process.stderr.write(`${error.error_detail ?? error.message}\n`));
const answer = provider.callback();

for (const listens of new Set([server, over])) listens.on("request", async (request, response) => {
  if (request.url === "/now") return response.end(String(Date.now()));
  if (mode === "away" && request.url !== "/crook" && request.url !== "/walk" && !request.headers["x-walks"]) return request.socket.destroy();
  if (request.url === "/crook") {
    mode = (await said(request)).mode;
    return response.end();
  }
  if (request.url === "/walk") {
    const { url, login } = await said(request);
    return response.end(JSON.stringify({ back: await walk(url, login) }));
  }
  if (request.url === "/jwks" && mode === "rotated") {
    const { d, p, q, dp, dq, qi, ...open } = rotated;
    return response.setHeader("content-type", "application/json").end(JSON.stringify({ keys: [open] }));
  }
  if (request.url === "/token" && mode) return alter(request, response);
  answer(request, response);
});

const pem = machine.privateKey ? await (await import("jose")).exportPKCS8(machine.privateKey) : "";
process.stdout.write(`${JSON.stringify({ issuer, control, now: Date.now(), secret: "a secret of the story", pem })}\n`);
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));

async function said(request) {
  let text = "";
  for await (const part of request) text += part;
  return JSON.parse(text);
}

/** The honest answer, with its identity token made anew as the mode says. */
function alter(request, response) {
  const end = response.end.bind(response);
  let whole = "";
  response.write = (part) => ((whole += part), true);
  response.end = async (part) => {
    whole += part ?? "";
    const told = JSON.parse(whole);
    if (told.id_token) told.id_token = await crooked(told.id_token);
    const body = JSON.stringify(told);
    response.setHeader("content-length", Buffer.byteLength(body));
    end(body);
  };
  answer(request, response);
}

async function crooked(token) {
  const claims = decodeJwt(token);
  const now = Math.floor(Date.now() / 1000);
  const altered = {
    audience: { aud: "another-service" },
    nonce: { nonce: "of another sign-in" },
    expired: { iat: now - 900, exp: now - 300 },
    early: { iat: now + 600, exp: now + 1200 },
    issuer: { iss: "https://another.example" },
  }[mode];
  const all = { ...claims, ...altered };
  const text = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  if (mode === "none") return `${text({ alg: "none", typ: "JWT" })}.${text(all)}.`;
  if (mode === "hs256") {
    // The classic confusion: the public key, which everyone has, used as if it were a shared secret.
    const open = await importJWK({ kty: own.kty, n: own.n, e: own.e, alg: "RS256" }, "RS256", { extractable: true });
    return new SignJWT(all).setProtectedHeader({ alg: "HS256", kid: "first" }).sign(Buffer.from(await exportSPKI(open)));
  }
  const signer = { stranger, rotated }[mode] ?? own;
  return new SignJWT(all).setProtectedHeader({ alg: "RS256", kid: signer.kid }).sign(await importJWK(signer, "RS256"));
}

/** What somebody's browser does at the provider, as far as the address that leads back. */
async function walk(url, login) {
  const jar = new Map();
  const go = async (to, form) => {
    const answer = await fetch(to, {
      method: form ? "POST" : "GET",
      redirect: "manual",
      headers: { "x-walks": "yes", cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") },
      body: form && new URLSearchParams(form),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name, value] = line.split(";")[0].split(/=(.*)/s);
      if (value) jar.set(name, value);
      else jar.delete(name);
    }
    return answer;
  };
  let form;
  for (let steps = 0; steps < 20; steps += 1) {
    const answer = await go(url, form);
    form = undefined;
    const next = answer.headers.get("location");
    if (next) {
      url = new URL(next, url).href;
      if (url.startsWith(back)) return url.slice("http://town.test".length);
      continue;
    }
    const page = await answer.text();
    if (!login) return "";
    if (page.includes('value="login"')) form = { prompt: "login", login, password: "any" };
    else if (page.includes('value="consent"')) form = { prompt: "consent" };
    else throw new Error(`the provider shows something else: ${answer.status} ${page.slice(0, 400)}`);
    url = new URL(/action="([^"]+)"/.exec(page)[1], url).href;
  }
  throw new Error("the provider leads nowhere");
}
