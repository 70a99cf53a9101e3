/**
 * An element of this page.
 *
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
export function byId(id, type) {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`There is no ${type.name} with the id "${id}".`);
  return found;
}

/** Where the widget of this page comes from, which is where its rooms are. */
export const widgetUrl = byId('widget', HTMLScriptElement).src;

/**
 * Tells those who do not see it what happened.
 *
 * @param {string} text
 */
export function say(text) {
  byId('said', HTMLElement).textContent = text;
}
