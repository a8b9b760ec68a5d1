// The certified provider, as an operator would run it, on a free port of loopback. Its settings come as JSON in the first argument:
// `clients` as oidc-provider wants them, `accounts` as claims by subject. It tells its issuer on one line, and ends with its input.
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const { clients, accounts } = JSON.parse(process.argv[2]);
const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients,
    cookies: { keys: ["only for tests"] },
    claims: { openid: ["sub"], profile: ["name"], email: ["email", "email_verified"], groups: ["groups"] },
    scopes: ["openid", "profile", "email", "groups"],
    pkce: { required: () => true },
    findAccount: (_context, subject) =>
      accounts[subject] && { accountId: subject, claims: () => ({ sub: subject, ...accounts[subject] }) },
  });
  server.on("request", provider.callback());
  console.log(JSON.stringify({ issuer }));
});
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
