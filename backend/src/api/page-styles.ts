/** Of the API's page: light and dark, down to the width of a phone. */
export const PAGE_STYLES = `
:root {
  color-scheme: light dark;
  --text: light-dark(oklch(0.26 0.015 260), oklch(0.93 0.008 260));
  --soft: light-dark(oklch(0.46 0.015 260), oklch(0.74 0.012 260));
  --ground: light-dark(oklch(0.985 0.004 80), oklch(0.19 0.012 260));
  --raised: light-dark(oklch(0.955 0.006 80), oklch(0.235 0.014 260));
  --line: light-dark(oklch(0.88 0.008 80), oklch(0.33 0.014 260));
  --accent: light-dark(oklch(0.48 0.15 260), oklch(0.78 0.11 260));
  --danger: light-dark(oklch(0.5 0.18 25), oklch(0.76 0.13 25));
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 32px 16px 64px; max-width: 960px;
  background: var(--ground); color: var(--text);
  font: 16px/1.5 system-ui, sans-serif; overflow-wrap: break-word;
}
h1, h2, h3 { line-height: 1.25; margin: 0; text-wrap: balance; }
h1 { font-size: 28px; }
h2 { font-size: 20px; margin-top: 48px; }
h3 { font-size: 16px; }
p { margin: 8px 0; }
.lead, small, dt { color: var(--soft); }
a { color: var(--accent); }
a:focus-visible, [tabindex]:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
code, pre { font: 14px/1.5 ui-monospace, monospace; }
pre { background: var(--raised); border-radius: 12px; padding: 16px; overflow-x: auto; }
nav ul { columns: 260px; padding-left: 20px; }
article { border: 1px solid var(--line); border-radius: 12px; padding: 16px; margin-top: 16px; scroll-margin-top: 16px; }
article:target { border-color: var(--accent); }
.address { overflow-wrap: anywhere; }
.address b { color: var(--accent); }
.address .delete { color: var(--danger); }
dl { margin: 16px 0 0; }
dl > div { display: grid; grid-template-columns: 128px minmax(0, 1fr); gap: 16px; padding: 8px 0; border-top: 1px solid var(--line); }
dd { margin: 0; }
dd > p:first-child { margin-top: 0; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; font-weight: normal; padding: 8px 16px 8px 0; border-top: 1px solid var(--line); }
th { white-space: nowrap; }
.pattern { overflow-wrap: anywhere; color: var(--soft); }
@media (max-width: 560px) {
  dl > div { grid-template-columns: 1fr; gap: 4px; }
}
`;
