import { expect, test } from 'vitest';
import { coded, html, prose } from '../../../../backend/src/api/html.js';

test('text that is put into HTML stays text', () => {
  const text = `<script>"&'</script>`;
  expect(html`<p title="${text}">${text}</p>`.text).toBe(
    `<p title="&lt;script&gt;&quot;&amp;'&lt;/script&gt;">&lt;script&gt;&quot;&amp;'&lt;/script&gt;</p>`,
  );
});

test('HTML that is put into HTML stays HTML, also a list of it', () => {
  const items = ['a', '<b>'].map((item) => html`<li>${item}</li>`);
  expect(html`${items}`.text).toBe('<li>a</li><li>&lt;b&gt;</li>');
  expect(html`<p>${html`<b>${1}</b>`}</p>`.text).toBe('<p><b>1</b></p>');
});

test('code is marked in text, and what stands in it stays text', () => {
  expect(html`${coded('Say `a<b>` twice.')}`.text).toBe('Say <code>a&lt;b&gt;</code> twice.');
  expect(html`${prose('One.\n\nTwo `2`.')}`.text).toBe('<p>One.</p><p>Two <code>2</code>.</p>');
});
