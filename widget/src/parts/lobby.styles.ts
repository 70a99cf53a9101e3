import { css } from 'lit';

export const lobbyStyles = css`
  :host {
    display: block;
    /* By its name: what is asked of the parts inside of a tile would else be asked of the tile, which is a container too. */
    container: lobby / size;
    overflow: auto;
  }
  .middle {
    display: grid;
    place-items: center;
    place-content: center;
    grid-template-columns: minmax(0, 1fr);
    min-block-size: 100%;
    padding: 16px;
  }
  form {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 16px;
    inline-size: 100%;
    max-inline-size: 21rem;
    text-align: center;
  }
  .side {
    display: contents;
  }
  .look {
    position: relative;
    inline-size: 100%;
  }
  .picture {
    position: relative;
    inline-size: 100%;
    aspect-ratio: 16 / 9;
    overflow: hidden;
    border-radius: var(--_radius);
    background: var(--_tile);
  }
  /* To be looked at: what one does with tiles in a call means nothing here. */
  .picture sfu-tile {
    position: absolute;
    inline-size: 100%;
    block-size: 100%;
    pointer-events: none;
  }
  .picture sfu-tile::part(actions) {
    display: none;
  }
  .permission {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: safe center;
    gap: 12px;
    overflow: auto;
    padding: 16px;
    --sfu-icon-size: 28px;
  }
  .permission > sfu-icon {
    flex: none;
    color: var(--_quiet);
  }
  .permission p {
    max-inline-size: 26rem;
    color: var(--_text);
  }
  .devices {
    position: relative;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    margin-block-start: 8px;
  }
  /* Tips stand over the middle of the row, not over its ends, where there may be no place. */
  .devices sfu-toggle,
  .devices sfu-device-menu,
  .toggles sfu-toggle {
    position: static;
  }
  .devices sfu-toggle::part(tip),
  .devices sfu-device-menu::part(tip),
  .toggles sfu-toggle::part(tip) {
    max-inline-size: 100%;
  }
  .group {
    min-block-size: 48px;
  }
  sfu-meter {
    min-inline-size: 27px;
    margin-inline: 14px 4px;
  }
  .problem {
    display: flex;
    gap: 10px;
    inline-size: 100%;
    padding: 10px 12px;
    border-radius: var(--_radius);
    font-size: var(--_small);
    text-align: start;
    color: var(--_text);
    background: color-mix(in oklch, var(--_warning) 14%, transparent);
    --sfu-icon-size: 18px;
  }
  .problem sfu-icon {
    flex: none;
    color: var(--_warning);
  }
  .disc {
    inline-size: 88px;
    block-size: 88px;
    font-size: 2rem;
    color: var(--_quiet);
    background: var(--_tile);
    --sfu-icon-size: 32px;
  }
  .failed .disc {
    color: var(--_warning);
  }
  .with-picture > .side > * {
    max-inline-size: 24rem;
  }
  .words {
    display: grid;
    gap: 4px;
    inline-size: 100%;
  }
  h2 {
    margin: 0;
    font-size: var(--_large);
    font-weight: 600;
    line-height: 1.25;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  p {
    margin: 0;
    color: var(--_quiet);
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }
  label {
    inline-size: 100%;
  }
  label span {
    display: block;
    margin-block-end: 4px;
    font-size: var(--_small);
    text-align: start;
    color: var(--_quiet);
  }
  .toggles {
    display: flex;
    gap: 8px;
  }
  .actions {
    position: relative;
    display: flex;
    gap: 8px;
    inline-size: 100%;
  }
  .actions > button {
    flex: 1;
    min-block-size: 48px;
    min-inline-size: 0;
    --sfu-icon-size: 18px;
  }
  details {
    font-size: var(--_small);
    color: var(--_quiet);
  }
  summary {
    inline-size: fit-content;
    min-block-size: 24px;
    margin-inline: auto;
    cursor: pointer;
  }
  summary:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
    border-radius: 4px;
  }
  code {
    font-size: 0.75rem;
    overflow-wrap: anywhere;
  }
`;
