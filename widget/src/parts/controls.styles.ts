import { css } from 'lit';

export const controlsStyles = css`
  :host {
    display: block;
    min-inline-size: 0;
  }
  .bar {
    position: relative;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
  }
  .bar.small {
    flex-wrap: wrap;
    gap: 4px;
  }
  .item,
  sfu-reactions,
  sfu-more-menu {
    position: relative;
    display: inline-flex;
    flex: none;
    min-inline-size: 48px;
    min-block-size: 48px;
  }
  .group {
    flex: none;
  }
  .talking {
    border-radius: 999px;
    outline: 3px solid var(--_speaking);
    outline-offset: 2px;
  }
  .count {
    position: absolute;
    inset-block-start: -3px;
    inset-inline-end: -3px;
    min-inline-size: 20px;
    padding: 0 5px;
    border-radius: 999px;
    font-size: 0.75rem;
    font-weight: 600;
    line-height: 20px;
    font-variant-numeric: tabular-nums;
    color: var(--_surface);
    background: var(--_text);
    pointer-events: none;
  }
  .count.new {
    color: var(--_on-accent);
    background: var(--_accent);
  }
  .leave.words {
    inline-size: auto;
    padding: 0 20px;
    --sfu-icon-size: 20px;
  }
  /* The way out leads to where the line ends. */
  .leave:dir(rtl) sfu-icon {
    scale: -1 1;
  }
  /* Over the middle of a small bar there is place for a tip, over its ends there is not. */
  .small .item,
  .small sfu-toggle,
  .small sfu-device-menu {
    position: static;
  }
  .small sfu-toggle::part(tip),
  .small sfu-device-menu::part(tip) {
    max-inline-size: 100%;
  }
  /* What stands first has none on its other side. */
  .bar:not(.small) .group:first-child > ::part(tip) {
    inset-inline-start: 0;
    translate: 0;
  }
  .hint {
    position: absolute;
    inset-block-end: calc(100% + 8px);
    inset-inline: 0;
    display: flex;
    justify-content: center;
    pointer-events: none;
  }
  .hint span {
    padding: 4px 12px;
    border-radius: 999px;
    font-size: var(--_small);
    text-align: center;
    color: var(--_surface);
    background: var(--_speaking);
  }
`;
