import { css } from 'lit';

export const moderationStyles = css`
  :host {
    display: block;
    padding: 4px 8px 8px;
    border-block-end: 1px solid var(--_line);
  }
  .waiting {
    margin-block-end: 8px;
    padding: 8px;
    border-radius: var(--_radius);
    background: color-mix(in oklch, var(--_accent) 12%, transparent);
  }
  .title {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0 8px;
    padding-inline: 8px 0;
  }
  h3 {
    margin: 0;
    font-size: var(--_body);
    font-weight: 600;
    line-height: 44px;
    font-variant-numeric: tabular-nums;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .knock {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 10px;
    min-block-size: 52px;
    padding: 4px 0 4px 8px;
  }
  .knock:dir(rtl) {
    padding: 4px 8px 4px 0;
  }
  .name {
    flex: 1 1 4rem;
    min-inline-size: 0;
    line-height: 1.3;
  }
  .answers {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    max-inline-size: 100%;
  }
  .room {
    padding-inline: 8px;
  }
  .hint {
    display: block;
    font-size: var(--_small);
    line-height: 1.3;
    text-wrap: pretty;
    color: var(--_quiet);
  }
  .switch {
    min-block-size: 52px;
  }
  .actions {
    margin-block-start: 4px;
  }
  button {
    padding: 0 14px;
    font-weight: inherit;
  }
`;
