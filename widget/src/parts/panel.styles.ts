import { css } from 'lit';

export const panelStyles = css`
  :host {
    display: block;
    min-inline-size: 0;
    min-block-size: 0;
  }
  [hidden] {
    display: none !important;
  }
  .panel {
    container: sfu-panel / inline-size;
    display: flex;
    flex-direction: column;
    block-size: 100%;
    overflow: clip;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_raised);
  }
  @keyframes appear {
    from {
      opacity: 0;
      translate: 0 8px;
    }
  }
  .panel {
    animation: appear var(--_fast) ease-out;
  }
  .head {
    display: flex;
    flex: none;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    padding: 8px 8px 4px;
  }
  .tabs {
    display: flex;
    gap: 4px;
    min-inline-size: 0;
  }
  [role='tab'] {
    min-inline-size: 0;
    min-block-size: 40px;
    padding: 0 14px;
    color: var(--_quiet);
    background: none;
  }
  [role='tab']:hover {
    color: var(--_text);
    background: color-mix(in oklch, var(--_text) 7%, transparent);
  }
  [role='tab'][aria-selected='true'] {
    color: var(--_text);
    background: color-mix(in oklch, var(--_text) 10%, transparent);
  }
  .label {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .count {
    flex: none;
    min-inline-size: 20px;
    padding: 0 4px;
    border-radius: 999px;
    font-size: var(--_small);
    font-variant-numeric: tabular-nums;
    line-height: 20px;
    color: var(--_quiet);
  }
  .count.new {
    color: var(--_on-accent);
    background: var(--_accent);
  }
  .close {
    flex: none;
    inline-size: 40px;
    min-inline-size: 40px;
    min-block-size: 40px;
    padding: 0;
    background: none;
    --sfu-icon-size: 20px;
  }
  .pane {
    container-type: size;
    flex: 1;
    min-block-size: 0;
  }
  @container sfu-panel (inline-size < 260px) {
    .head {
      gap: 0;
      padding: 4px 4px 0;
    }
    .tabs {
      gap: 0;
    }
    [role='tab'] {
      gap: 4px;
      padding: 0 8px;
    }
    .count:not(.new) {
      padding: 0;
      min-inline-size: 0;
    }
  }
`;
