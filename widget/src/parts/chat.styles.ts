import { css } from 'lit';

export const chatStyles = css`
  :host {
    display: block;
    container: sfu-chat / inline-size;
    min-inline-size: 0;
    min-block-size: 0;
    block-size: 100%;
  }
  .chat {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    min-block-size: 0;
  }
  .middle {
    position: relative;
    flex: 1;
    min-block-size: 0;
  }
  .scroller {
    block-size: 100%;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_field) transparent;
    border-radius: calc(var(--_radius) - 4px);
  }
  .scroller:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }
  .groups {
    display: flex;
    flex-direction: column;
    justify-content: end;
    gap: 16px;
    min-block-size: 100%;
    padding: 12px 16px;
  }
  .empty {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    flex: 1;
    gap: 4px;
    text-align: center;
    text-wrap: balance;
    font-size: var(--_small);
    color: var(--_quiet);
    --sfu-icon-size: 28px;
  }
  .empty sfu-icon {
    margin-block-end: 8px;
  }
  .empty strong {
    font-size: var(--_body);
    font-weight: 550;
    color: var(--_text);
  }
  .day,
  .read-only {
    margin: 0;
    text-align: center;
    font-size: var(--_small);
    color: var(--_quiet);
  }
  .group {
    display: flex;
    flex-direction: column;
    align-items: start;
    gap: 4px;
  }
  .group.own {
    align-items: end;
  }
  .sender {
    display: flex;
    flex-wrap: wrap;
    column-gap: 8px;
    max-inline-size: 100%;
    padding-inline: 4px;
    font-size: var(--_small);
    font-variant-numeric: tabular-nums;
    color: var(--_quiet);
  }
  .own .sender {
    justify-content: end;
  }
  .who {
    display: flex;
    gap: 8px;
    max-inline-size: 100%;
  }
  .name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-weight: 550;
    color: var(--_text);
  }
  .time {
    flex: none;
  }
  .note {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .message {
    position: relative;
    display: flex;
    flex-direction: column;
    align-items: inherit;
    gap: 4px;
    inline-size: 100%;
  }
  .bubble {
    max-inline-size: 88%;
    margin: 0;
    padding: 8px 12px;
    border-radius: min(var(--_radius) + 4px, 18px);
    background: color-mix(in oklch, var(--_text) 8%, transparent);
  }
  .own .bubble {
    background: color-mix(in oklab, var(--_accent) 18%, var(--_raised));
  }
  .text {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .sending .bubble {
    color: var(--_quiet);
    background: color-mix(in oklab, var(--_accent) 8%, var(--_raised));
  }
  .failed .bubble {
    background: none;
    box-shadow: inset 0 0 0 1px var(--_field);
  }
  a {
    color: inherit;
    text-decoration-thickness: 1px;
    text-underline-offset: 2px;
  }
  a:hover {
    text-decoration-thickness: 2px;
  }
  a:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 1px;
    border-radius: 2px;
  }
  .status {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: end;
    gap: 4px;
    padding-inline: 4px;
    font-size: var(--_small);
    color: var(--_quiet);
    --sfu-icon-size: 16px;
  }
  .status .failed {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    color: var(--_text);
  }
  .status .failed sfu-icon {
    color: var(--_warning);
  }
  /* A message that is quick needs no word about it. */
  @keyframes late {
    from {
      opacity: 0;
    }
  }
  .waiting {
    animation: late var(--_fast) 800ms ease-out backwards;
  }
  button.small {
    min-block-size: 28px;
    min-inline-size: 28px;
    padding: 0 10px;
    font-size: var(--_small);
  }
  .fresh {
    position: absolute;
    inset-block-end: 8px;
    inset-inline: 0;
    inline-size: fit-content;
    min-block-size: 36px;
    margin-inline: auto;
    padding: 0 14px 0 10px;
    font-size: var(--_small);
    background: var(--_raised);
    box-shadow:
      0 0 0 1px var(--_line),
      var(--_shadow);
    --sfu-icon-size: 18px;
  }
  .fresh:hover {
    background: var(--_raised);
  }
  .read-only {
    padding: 12px 16px 16px;
  }
  .composer {
    position: relative;
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 4px;
    padding: 4px 12px 12px;
  }
  /* The field is as high as its text: a copy of that, which is not seen, gives both their size. */
  .field {
    display: grid;
    flex: 1;
    min-inline-size: 0;
    max-block-size: min(10.5rem, 40cqb);
    overflow: hidden;
    border: 1px solid var(--_field);
    border-radius: 22px;
    background: var(--_raised);
  }
  .field::after {
    content: attr(data-draft) ' ';
    visibility: hidden;
  }
  .field:focus-within {
    outline: 2px solid var(--_accent);
    outline-offset: -1px;
  }
  .field::after,
  textarea {
    grid-area: 1 / 1;
    inline-size: 100%;
    min-block-size: 42px;
    max-block-size: inherit;
    margin: 0;
    padding: 10px 16px;
    border: 0;
    font: inherit;
    /* Below 16 px, phones zoom into the page when the field is entered. */
    font-size: max(var(--_body), 16px);
    line-height: 22px;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  textarea {
    resize: none;
    overflow: hidden auto;
    scrollbar-width: thin;
    color: inherit;
    background: none;
    outline: none;
  }
  textarea::placeholder {
    color: var(--_quiet);
    opacity: 1;
    white-space: nowrap;
  }
  .send {
    flex: none;
    inline-size: 44px;
    padding: 0;
    --sfu-icon-size: 20px;
  }
  .send:not(.next) {
    background: none;
  }
  .remaining {
    flex-basis: 100%;
    padding-inline: 16px;
    font-size: var(--_small);
    font-variant-numeric: tabular-nums;
    color: var(--_quiet);
  }
  .remaining.over {
    color: var(--_warning);
  }
  @container sfu-chat (inline-size < 260px) {
    .groups {
      padding-inline: 8px;
    }
    .composer {
      padding: 4px 8px 8px;
    }
  }
`;
