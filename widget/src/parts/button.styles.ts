import { css } from 'lit';

/**
 * Buttons as they look everywhere: 44 px to hit, a ring on keyboard focus, `.next` for the one next action, `.on` for
 * what is on, `.danger` for what ends something, `.round` for an icon alone, with its words in a `.tip` behind it.
 */
export const button = css`
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: 44px;
    min-inline-size: 44px;
    padding: 4px 16px;
    border: 0;
    border-radius: 999px;
    font: inherit;
    font-weight: 550;
    text-wrap: balance;
    color: var(--_text);
    background: color-mix(in oklch, var(--_text) 10%, transparent);
    cursor: pointer;
    transition:
      background-color var(--_fast) ease-out,
      color var(--_fast) ease-out,
      opacity var(--_fast) ease-out;
  }
  button:hover {
    background: color-mix(in oklch, var(--_text) 16%, transparent);
  }
  button:active {
    opacity: 0.8;
  }
  button:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  button.next,
  button.on {
    color: var(--_on-accent);
    background: var(--_accent);
  }
  button.next:hover,
  button.on:hover {
    background: color-mix(in oklch, var(--_accent) 88%, var(--_text));
  }
  button.danger {
    color: var(--_on-danger);
    background: var(--_danger);
  }
  button.danger:hover {
    background: color-mix(in oklch, var(--_danger) 88%, var(--_text));
  }
  button[aria-disabled='true'] {
    cursor: default;
    opacity: 0.6;
  }
  button.round {
    position: relative;
    inline-size: 48px;
    block-size: 48px;
    padding: 0;
    --sfu-icon-size: 22px;
  }
  .tip {
    position: absolute;
    z-index: 1;
    inset-block-end: calc(100% + 8px);
    inset-inline-start: 50%;
    translate: -50% 4px;
    inline-size: max-content;
    max-inline-size: 16rem;
    padding: 4px 10px;
    border-radius: 8px;
    font-size: var(--_small);
    text-align: center;
    color: var(--_surface);
    background: var(--_text);
    opacity: 0;
    pointer-events: none;
    transition:
      opacity var(--_fast) ease-out,
      translate var(--_fast) ease-out;
  }
  .tip:dir(rtl) {
    translate: 50% 4px;
  }
  button:focus-visible + .tip {
    opacity: 1;
    translate: -50% 0;
  }
  button:focus-visible + .tip:dir(rtl) {
    translate: 50% 0;
  }
  button[aria-expanded='true'] + .tip {
    opacity: 0;
  }
  @media (hover: hover) {
    button:hover:not([aria-expanded='true']) + .tip {
      opacity: 1;
      translate: -50% 0;
      transition-delay: 350ms;
    }
    button:hover + .tip:dir(rtl) {
      translate: 50% 0;
    }
  }
  @keyframes spin {
    to {
      rotate: 1turn;
    }
  }
  sfu-icon[name='loader'] {
    animation: spin 1.1s linear infinite;
  }
`;
