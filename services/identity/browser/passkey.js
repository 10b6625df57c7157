// The sign-in pages' only script: has the browser's authenticator answer what a form's `data-options` ask, and sends it.
// Without it the forms stay, and a code does.
const { startAuthentication, startRegistration } = window.SimpleWebAuthnBrowser;

for (const form of document.querySelectorAll('form[data-passkey]')) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const ask = form.dataset.passkey === 'enrol' ? startRegistration : startAuthentication;
    const problem = form.querySelector('[role=alert]');
    problem.hidden = true;
    try {
      form.elements.response.value = JSON.stringify(await ask({ optionsJSON: JSON.parse(form.dataset.options) }));
      form.submit();
    } catch {
      problem.hidden = false;
    }
  });
}
