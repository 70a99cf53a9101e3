// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { SfuIcon } from '../../../widget/src/parts/icon.js';

test('an icon becomes another one, also with the development build of Lit that a page may have', async () => {
  customElements.define('sfu-icon', SfuIcon);
  const icon = document.createElement('sfu-icon');
  document.body.append(icon);
  for (const name of ['pin', 'hand', null, 'pin'] as const) {
    icon.name = name;
    await icon.updateComplete;
    expect(icon.shadowRoot?.querySelectorAll('svg')).toHaveLength(1);
    expect(icon.shadowRoot?.querySelector('svg')?.hasChildNodes()).toBe(name !== null);
  }
  icon.remove();
});
