// The minutes save themselves while they are written: each text by itself, beginning from the text that its writer saw.
// Until the server has a text, it is kept on this device, so that a closed page or a dead network loses nothing.
// Without this script the page works by its button.

const QUIET = 800; // milliseconds without a key before a text is sent
const AGAIN = 10_000; // milliseconds until a text that could not be sent is tried again

const form = document.querySelector("form[data-minutes]");

class Text {
  constructor(box) {
    this.box = box;
    this.key = box.dataset.text;
    this.field = box.querySelector("textarea, input.form-control");
    this.mark = box.querySelector("input[type=hidden]");
    this.state = box.querySelector(".text-state");
    this.conflict = box.querySelector(".text-conflict");
    this.kept = `minutes:${form.dataset.address}:${this.key}`;
    this.sent = this.field.value;
    this.timer = 0;
    this.inFlight = false;
    this.field.addEventListener("input", () => this.changed());
    this.bring();
  }

  get isSaved() {
    return this.field.value === this.sent;
  }

  get inConflict() {
    return this.conflict.firstElementChild !== null;
  }

  /** What this device kept and the server never got, with the mark of the text that it began from. */
  bring() {
    const kept = read(this.kept);
    if (!kept || this.inConflict) return;
    if (kept.text === this.field.value) {
      forget(this.kept);
      return;
    }
    this.field.value = kept.text;
    this.mark.value = kept.mark;
    this.say(form.dataset.restored, true);
    this.save();
  }

  changed() {
    keep(this.kept, { text: this.field.value, mark: this.mark.value });
    this.say(form.dataset.unsaved, true);
    this.soon(QUIET);
  }

  soon(wait) {
    clearTimeout(this.timer);
    if (!this.inConflict) this.timer = setTimeout(() => this.save(), wait);
  }

  /** Send the text, one request at a time; what is typed meanwhile follows. choice: of two texts, when both are shown. */
  async save(choice = "") {
    clearTimeout(this.timer);
    if (this.inFlight || (this.inConflict && !choice) || (this.isSaved && !choice)) return;
    this.inFlight = true;
    const text = this.field.value;
    this.say(form.dataset.saving, true);
    try {
      const answer = await post(this.key, { [this.key]: text, [this.mark.name]: this.mark.value, choice });
      if (answer.type === "opaqueredirect") this.say(form.dataset.signedOut, true);
      else await this.take(answer, text, choice);
    } catch {
      this.say(form.dataset.offline, true);
      this.soon(AGAIN);
    } finally {
      this.inFlight = false;
    }
    if (this.field.value !== text && !this.inConflict) this.soon(QUIET);
  }

  async take(answer, text, choice) {
    if (answer.status >= 500) throw new Error(answer.statusText);
    const told = await answer.json();
    if (answer.ok) {
      this.mark.value = told.mark;
      this.conflict.replaceChildren();
      if (choice) this.field.value = told.text;
      this.sent = choice ? told.text : text;
      if (this.isSaved) forget(this.kept);
      else keep(this.kept, { text: this.field.value, mark: told.mark });
      this.say(told.says, !this.isSaved);
      if (choice) this.field.focus();
    } else if (told.conflict) {
      // The device keeps the old mark: whoever comes back to this page is shown both texts again.
      this.mark.value = told.mark;
      this.conflict.innerHTML = told.conflict;
      this.say(form.dataset.unsaved, true);
    } else {
      this.say(told.says, true);
    }
  }

  say(words, waits) {
    this.state.textContent = words;
    this.state.classList.toggle("is-waiting", waits);
  }
}

function post(key, fields) {
  const body = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value, ...fields });
  const address = form.dataset.address.replace("KEY", key);
  return fetch(address, { method: "POST", body, redirect: "manual", keepalive: body.toString().length < 60_000 });
}

// A browser may have no store, or a full one: the text is then on the page, and the button is there.
function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

function keep(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    /* see above */
  }
}

function forget(name) {
  try {
    localStorage.removeItem(name);
  } catch {
    /* see above */
  }
}

if (form) {
  const texts = new Map([...form.querySelectorAll("[data-text]")].map((box) => [box.dataset.text, new Text(box)]));
  const saveAll = () => texts.forEach((text) => text.save());
  form.addEventListener("submit", (event) => {
    const choice = event.submitter?.name === "choice" ? event.submitter.value : "";
    if (!choice) return; // the button at the end sends the whole page, as without a script
    event.preventDefault();
    texts.get(choice.split(":")[0]).save(choice);
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && saveAll());
  window.addEventListener("online", saveAll);
}
