// Reloads the page when its sources change, and shows what does not build until it does.
const { document, window, EventSource } = globalThis;
const OVERLAY = 'build-problem';

function show({ message, file, line, column }) {
  document.getElementById(OVERLAY)?.remove();
  const place = file ? [file, line, column].filter((part) => part !== null).join(':') : '';
  const overlay = document.createElement('div');
  overlay.id = OVERLAY;
  overlay.setAttribute('role', 'alert');
  for (const [tag, text] of [
    ['h1', 'This does not build'],
    ['p', place],
    ['pre', message],
  ]) {
    const element = document.createElement(tag);
    element.textContent = text;
    overlay.append(element);
  }
  document.documentElement.append(overlay);
}

const events = new EventSource('/web/events');
let running;
events.addEventListener('state', ({ data }) => {
  const { key, problem } = JSON.parse(data);
  if (problem) {
    show(problem);
    return;
  }
  // the first state after a load is the page's own
  const mended = document.getElementById(OVERLAY);
  if (mended || (running !== undefined && running !== key)) window.location.reload();
  running = key;
});
