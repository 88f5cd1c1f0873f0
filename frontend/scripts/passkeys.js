// Passkeys: ask the server what to sign, ask the browser to sign it, send the answer as an ordinary form.
const fromText = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const named = (keys) => (keys || []).map((key) => ({ ...key, id: fromText(key.id) }));

function readable(options) {
  const wanted = { ...options, challenge: fromText(options.challenge) };
  if (options.user) wanted.user = { ...options.user, id: fromText(options.user.id) };
  if (options.excludeCredentials) wanted.excludeCredentials = named(options.excludeCredentials);
  if (options.allowCredentials) wanted.allowCredentials = named(options.allowCredentials);
  return wanted;
}

function sendable(key) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (key.response[name]) response[name] = toText(key.response[name]);
  }
  return JSON.stringify({ id: key.id, rawId: toText(key.rawId), type: key.type, clientExtensionResults: {}, response });
}

async function use(form) {
  const answer = await fetch(form.dataset.ask, { method: "POST", body: new FormData(form), redirect: "error" });
  if (!answer.ok) throw new Error(`asked in vain: ${answer.status}`);
  const publicKey = readable((await answer.json()).publicKey);
  const verb = form.dataset.passkey === "create" ? "create" : "get";
  form.elements.answer.value = sendable(await navigator.credentials[verb]({ publicKey }));
  form.submit();
}

export function startPasskeys() {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!window.PublicKeyCredential) form.hidden = true;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const trouble = form.querySelector("[data-passkey-trouble]");
      trouble.hidden = true;
      use(form).catch(() => {
        trouble.hidden = false;
      });
    });
  }
}
