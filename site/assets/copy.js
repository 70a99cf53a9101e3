import { say } from './page.js';

/** How long a button says that it has copied, in ms. */
const SAID_FOR = 2500;

/**
 * Copies what `text` gives at each click, and says so on the button for a while.
 *
 * @param {HTMLButtonElement} button
 * @param {() => string} text
 */
export function copyOnClick(button, text) {
  const label = button.textContent;
  button.addEventListener('click', async () => {
    button.textContent = (await copied(text())) ? 'Copied' : 'Copy it by hand';
    say(button.textContent);
    setTimeout(() => {
      button.textContent = label;
      say('');
    }, SAID_FOR);
  });
}

/** A button to copy on every piece of code. */
export function offerToCopy() {
  for (const block of document.querySelectorAll('.code')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'Copy';
    button.className = 'copy';
    copyOnClick(button, () => block.querySelector('code')?.textContent ?? '');
    block.append(button);
  }
}

/**
 * Pages without HTTPS have no clipboard, and a browser may refuse it.
 *
 * @param {string} text
 */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
