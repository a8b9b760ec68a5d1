// Passkeys: asks the desk for what it wants to know, has the browser make or show a passkey, and sends the form with the answer.
//
// Forms that need this stay hidden until it is known that the browser can. Everything has a way without it: a password, and a code.

const able = "PublicKeyCredential" in window && isSecureContext && "credentials" in navigator;

if (able) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => ask(event, form));
  }
  for (const without of document.querySelectorAll("[data-without-passkeys]")) without.hidden = true;
}

async function ask(event, form) {
  const field = form.elements.credential;
  if (field.value) return; // The answer is there: now the form goes out.
  event.preventDefault();
  const button = form.querySelector("button");
  const trouble = form.querySelector("[data-trouble]");
  trouble.hidden = true;
  button.disabled = true;
  try {
    const answer = await fetch(form.dataset.options, { headers: { accept: "application/json" }, cache: "no-store" });
    if (!answer.ok) throw new Error(`the desk answered ${answer.status}`);
    const told = await answer.json();
    const credential =
      form.dataset.passkey === "create"
        ? await navigator.credentials.create({ publicKey: creation(told) })
        : await navigator.credentials.get({ publicKey: request(told) });
    field.value = JSON.stringify(shown(credential));
    form.submit();
  } catch {
    trouble.hidden = false;
  } finally {
    button.disabled = false;
    if (!trouble.hidden) button.focus();
  }
}

// The same as the browser's own parse…FromJSON and toJSON, which older ones lack.

function creation(told) {
  return {
    ...told,
    challenge: bytes(told.challenge),
    user: { ...told.user, id: bytes(told.user.id) },
    excludeCredentials: (told.excludeCredentials ?? []).map((each) => ({ ...each, id: bytes(each.id) })),
  };
}

function request(told) {
  return {
    ...told,
    challenge: bytes(told.challenge),
    allowCredentials: (told.allowCredentials ?? []).map((each) => ({ ...each, id: bytes(each.id) })),
  };
}

function shown(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    const value = credential.response[name];
    if (value) response[name] = text(value);
  }
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: {},
  };
}

function bytes(base64url) {
  const plain = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
