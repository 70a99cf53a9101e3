import { css } from 'lit';

export const tileStyles = css`
  :host {
    position: relative;
    display: block;
    overflow: hidden;
    container-type: size;
    border-radius: var(--_radius);
    background: var(--_tile);
  }
  video,
  .avatar {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }
  video {
    object-fit: cover;
    object-position: 50% 35%;
    background: var(--_tile);
    opacity: 0;
    transition:
      opacity var(--_fast) ease-out,
      filter var(--_fast) ease-out;
  }
  video.playing {
    opacity: 1;
  }
  video.whole {
    object-fit: contain;
    object-position: center;
  }
  video.mirrored {
    scale: -1 1;
  }
  .dim {
    filter: brightness(0.55) saturate(0.6);
  }
  .avatar {
    display: grid;
    place-items: center;
    transition: filter var(--_fast) ease-out;
  }
  .disc {
    display: grid;
    place-items: center;
    inline-size: clamp(32px, 34cqmin, 128px);
    aspect-ratio: 1;
    border-radius: 50%;
    font-size: clamp(13px, 12.5cqmin, 46px);
    font-weight: 550;
    letter-spacing: 0.02em;
    color: light-dark(oklch(34% 0.07 var(--_peer-hue, 262)), oklch(93% 0.035 var(--_peer-hue, 262)));
    background: light-dark(oklch(82% 0.065 var(--_peer-hue, 262)), oklch(43% 0.075 var(--_peer-hue, 262)));
  }
  .foot {
    position: absolute;
    inset-block-end: 8px;
    inset-inline: 8px;
    display: flex;
    pointer-events: none;
  }
  .plate {
    display: flex;
    align-items: center;
    gap: 6px;
    min-inline-size: 0;
    max-inline-size: 100%;
    block-size: 26px;
    padding-inline: 9px;
    border-radius: 8px;
    font-size: var(--_small);
    font-weight: 500;
    color: oklch(99% 0 0);
    background: oklch(15% 0.012 262 / 64%);
    --sfu-icon-size: 14px;
  }
  .name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  sfu-icon {
    flex: none;
  }
  .ring {
    position: absolute;
    inset: 0;
    border-radius: inherit;
    box-shadow: inset 0 0 0 3px var(--_speaking);
    opacity: 0;
    pointer-events: none;
    transition: opacity 700ms ease-out;
  }
  .ring.speaking {
    opacity: 1;
    transition-duration: 100ms;
  }
  @keyframes appear {
    from {
      opacity: 0;
      scale: 0.97;
    }
  }
  :host {
    animation: appear 180ms ease-out;
  }
  @media (prefers-reduced-motion: reduce) {
    :host {
      animation: none;
    }
  }
  @container (width < 130px) or (height < 84px) {
    .foot {
      inset-block-end: 4px;
      inset-inline: 4px;
    }
    .plate {
      block-size: 22px;
      padding-inline: 6px;
      font-size: 0.75rem;
    }
  }
`;
