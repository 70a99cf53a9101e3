import type { LitElement, ReactiveController } from 'lit';

/**
 * The stream in the `<video>` of a part. Set by hand: a template would set it again with each rendering, and that starts
 * the video anew. Taken out with the video: one that plays keeps itself alive, with all that it stood in, and the window of
 * its own that it may be shown in.
 */
export class ShownStream implements ReactiveController {
  #video: HTMLVideoElement | null = null;

  constructor(
    private readonly host: LitElement,
    private readonly stream: () => MediaStream | null | undefined,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.hostUpdated();
  }

  hostUpdated(): void {
    this.#show(this.stream() ?? null);
  }

  hostDisconnected(): void {
    // In a moment: what is only moved within the document goes on.
    queueMicrotask(() => this.host.isConnected || this.#show(null));
  }

  #show(stream: MediaStream | null): void {
    const before = this.#video;
    const video = (this.#video = this.host.renderRoot.querySelector('video'));
    if (before && (before !== video || !stream)) {
      const { ownerDocument } = before;
      // It would go on in its window, with the last picture. Browsers without such windows do not know the word either.
      if (ownerDocument.pictureInPictureEnabled && before.matches(':picture-in-picture')) {
        ownerDocument.exitPictureInPicture().catch(() => undefined); // gone already
      }
      before.srcObject = null;
    }
    if (video && video.srcObject !== stream) video.srcObject = stream;
  }
}
