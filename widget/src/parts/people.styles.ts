import { css } from 'lit';

export const peopleStyles = css`
  :host {
    display: block;
    block-size: 100%;
    min-block-size: 0;
    overflow: auto;
    overscroll-behavior: contain;
  }
  .search {
    position: sticky;
    z-index: 1;
    inset-block-start: 0;
    display: flex;
    align-items: center;
    padding: 4px 12px 8px;
    background: var(--_raised);
  }
  .search sfu-icon {
    position: absolute;
    inset-inline-start: 24px;
    color: var(--_quiet);
    pointer-events: none;
    --sfu-icon-size: 18px;
  }
  .entry {
    block-size: auto;
    min-block-size: 44px;
    padding-inline: 40px 12px;
    background: var(--_surface);
  }
  ul {
    margin: 0;
    padding: 4px 8px 12px;
    list-style: none;
  }
  .nobody {
    margin: 0;
    padding: 24px 16px;
    text-align: center;
    color: var(--_quiet);
  }
  .person {
    border-radius: var(--_radius);
  }
  .person.open {
    background: color-mix(in oklch, var(--_text) 6%, transparent);
  }
  .row {
    position: relative;
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 52px;
    padding-block: 4px;
    padding-inline: 8px 4px;
  }
  .disc {
    box-shadow: 0 0 0 0 transparent;
    transition: box-shadow 600ms ease-out;
  }
  .speaking .disc {
    box-shadow:
      0 0 0 2px var(--_raised),
      0 0 0 4px var(--_speaking);
    transition-duration: 120ms;
  }
  .away .disc {
    opacity: 0.5;
  }
  /* The states go below a name that they would leave no room. */
  .middle {
    flex: 1;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 10px;
    min-inline-size: 0;
  }
  .words {
    flex: 1 1 6.5rem;
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    line-height: 1.3;
  }
  .badge {
    vertical-align: -2px;
    color: var(--_accent);
    --sfu-icon-size: 15px;
  }
  .note {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: var(--_small);
    color: var(--_quiet);
  }
  .states {
    flex: none;
    display: flex;
    gap: 8px;
    color: var(--_quiet);
    --sfu-icon-size: 18px;
  }
  sfu-icon[name='hand'],
  sfu-icon[name='poor-connection'] {
    color: var(--_warning);
  }
  .states sfu-icon[name='spotlit'],
  .states sfu-icon[name='screen'] {
    color: var(--_accent);
  }
  button {
    --sfu-icon-size: 18px;
  }
  .toggle {
    flex: none;
    padding: 0;
    background: none;
  }
  .toggle sfu-icon {
    transition: rotate var(--_fast) ease-out;
  }
  .toggle[aria-expanded='true'] sfu-icon {
    rotate: 180deg;
  }
  .options {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 4px;
    padding: 0 12px 12px;
  }
  .volume {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 44px;
    padding-inline: 4px;
    color: var(--_quiet);
    --sfu-icon-size: 18px;
  }
  .volume sfu-icon {
    flex: none;
  }
  .volume input {
    flex: 1;
    min-inline-size: 0;
    block-size: 24px;
    margin: 0;
    accent-color: var(--_accent);
    cursor: pointer;
  }
  .percent {
    flex: none;
    min-inline-size: 4.5ch;
    font-size: var(--_small);
    font-variant-numeric: tabular-nums;
    text-align: end;
  }
`;
