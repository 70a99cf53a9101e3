import { css } from 'lit';

export const settingsStyles = css`
  :host {
    display: block;
  }
  .content {
    display: grid;
    gap: 20px;
    min-inline-size: 0;
    container-type: inline-size;
  }
  .tabs {
    display: flex;
    gap: 4px;
    min-inline-size: 0;
    border-block-end: 1px solid var(--_line);
  }
  [role='tab'] {
    min-inline-size: 0;
    padding: 0 12px;
    border-radius: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    color: var(--_quiet);
    background: none;
    box-shadow: none;
  }
  [role='tab']:hover {
    color: var(--_text);
    background: none;
  }
  [role='tab'][aria-selected='true'] {
    color: var(--_text);
    box-shadow: inset 0 -2px 0 var(--_accent);
  }
  [role='tab']:focus-visible {
    outline-offset: -2px;
  }
  .pane {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 20px;
  }
  label.field,
  fieldset {
    display: grid;
    gap: 8px;
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .head,
  legend {
    padding: 0;
    font-size: var(--_small);
    color: var(--_quiet);
  }
  /* A grid's gap knows nothing of a legend. */
  legend {
    margin-block-end: 8px;
  }
  fieldset {
    display: block;
  }
  .devices {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
  }
  @container (inline-size >= 30rem) {
    .devices.with-picture {
      grid-template-columns: 11rem minmax(0, 1fr);
      column-gap: 16px;
      align-items: center;
    }
    .with-picture > .head,
    .with-picture > .device {
      grid-column: 1 / -1;
    }
    .with-picture > video {
      grid-row: 2 / span 3;
    }
    .with-picture > .device {
      grid-column: 2;
    }
  }
  .device {
    display: flex;
    align-items: center;
    gap: 12px;
    min-inline-size: 0;
  }
  .device sfu-device-menu {
    flex: 1;
    min-inline-size: 0;
    /* Beside the meter a narrow sheet has no room for a name in one line. */
    --_name-lines: 2;
  }
  .device sfu-meter {
    flex: none;
  }
  video {
    inline-size: 100%;
    max-inline-size: 22rem;
    aspect-ratio: 16 / 9;
    object-fit: cover;
    border-radius: var(--_radius);
    background: var(--_tile);
    transform: scaleX(-1);
  }
  .choices {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 8px;
  }
  @container (inline-size < 22rem) {
    .choices {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  .choice {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 44px;
    padding: 6px 14px;
    border: 1px solid var(--_field);
    border-radius: var(--_radius);
    background: var(--_raised);
    cursor: pointer;
    --sfu-icon-size: 18px;
  }
  .choice:has(:checked) {
    border-color: var(--_accent);
    background: color-mix(in oklab, var(--_accent) 12%, var(--_raised));
  }
  .choice:has(:focus-visible) {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  .choice input {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
    margin: 0;
    accent-color: var(--_accent);
  }
  .choice input:focus-visible {
    outline: none;
  }
  .choice sfu-icon {
    flex: none;
    color: var(--_quiet);
  }
  dl {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin: 0;
  }
  .sum {
    flex: 1 1 6.25rem;
    min-inline-size: min-content;
    padding: 10px 12px;
    border-radius: var(--_radius);
    background: color-mix(in oklch, var(--_text) 6%, transparent);
  }
  dt {
    font-size: var(--_small);
    color: var(--_quiet);
  }
  dd {
    margin: 0;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .scroller {
    overflow-x: auto;
    overscroll-behavior-x: contain;
  }
  .scroller:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: var(--_small);
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: 8px 10px;
    text-align: end;
    font-weight: inherit;
    white-space: nowrap;
  }
  th:first-child {
    padding-inline-start: 0;
    text-align: start;
    inline-size: 99%;
    white-space: normal;
    overflow-wrap: anywhere;
  }
  td:last-child,
  thead th:last-child {
    padding-inline-end: 0;
  }
  thead th {
    color: var(--_quiet);
  }
  tbody tr {
    border-block-start: 1px solid var(--_line);
  }
  tbody th[scope='rowgroup'] {
    padding-block: 16px 6px;
    font-weight: 600;
    color: var(--_text);
  }
  tbody:first-of-type th[scope='rowgroup'] {
    padding-block-start: 10px;
  }
  small {
    font-size: inherit;
    color: var(--_quiet);
  }
  .folded {
    display: none;
  }
  @container (inline-size < 30rem) {
    .wide {
      display: none;
    }
    .folded {
      display: block;
    }
    th,
    td {
      padding-inline: 6px;
    }
    td:nth-child(3),
    thead th:nth-child(3) {
      padding-inline-end: 0;
    }
  }
`;
