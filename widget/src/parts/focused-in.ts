/** What has the focus in there, through every shadow root; null: nothing has. */
export function focusedIn(root: DocumentOrShadowRoot): Element | null {
  let { activeElement } = root;
  while (activeElement?.shadowRoot?.activeElement) ({ activeElement } = activeElement.shadowRoot);
  return activeElement;
}
