// Passkeys: asks the browser to make or show one, and sends its answer with the form that asked. Loaded
// only on pages that have such a form; nothing else of them needs it.
//
//   <form method="post" action="..." data-passkey="get" data-ask="..." data-failed="...">
//     <p class="moot-passkey__fault" hidden></p>
//     <input type="hidden" name="answer">
//     <button disabled>

/** Bytes to and from the letters in which WebAuthn's JSON has them (base64url). */
function toBytes(text) {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(plain, (c) => c.charCodeAt(0))
}

function toText(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer))
  return btoa(plain).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** What the server sent, with bytes where the browser wants bytes. */
function readOptions({ publicKey }) {
  const withBytes = (one) => ({ ...one, id: toBytes(one.id) })
  return {
    ...publicKey,
    challenge: toBytes(publicKey.challenge),
    ...(publicKey.user && { user: withBytes(publicKey.user) }),
    ...(publicKey.excludeCredentials && { excludeCredentials: publicKey.excludeCredentials.map(withBytes) }),
    ...(publicKey.allowCredentials && { allowCredentials: publicKey.allowCredentials.map(withBytes) }),
  }
}

/** What the browser answered, as JSON. */
function writeAnswer(credential) {
  const response = {}
  for (const name of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
    if (credential.response[name]) response[name] = toText(credential.response[name])
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports()
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  })
}

async function answer(form) {
  const asked = await fetch(form.dataset.ask, { method: 'POST' })
  if (!asked.ok) throw new Error(`asking gave ${asked.status}`)
  const publicKey = readOptions(await asked.json())
  const make = form.dataset.passkey === 'create'
  return make ? navigator.credentials.create({ publicKey }) : navigator.credentials.get({ publicKey })
}

async function send(form) {
  const fault = form.querySelector('.moot-passkey__fault')
  fault.hidden = true
  try {
    form.elements.answer.value = writeAnswer(await answer(form))
  } catch {
    // The person called it off, or has no passkey here. Which of the two, the browser does not say.
    fault.textContent = form.dataset.failed
    fault.hidden = false
    return
  }
  form.submit()
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.querySelector('button').disabled = false
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      send(form)
    })
  }
}
