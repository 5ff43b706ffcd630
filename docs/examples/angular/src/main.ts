import {
  CUSTOM_ELEMENTS_SCHEMA,
  Component,
  type ElementRef,
  afterNextRender,
  signal,
  viewChild,
} from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import type { FaceCapture } from 'face-preflight/capture';

@Component({
  selector: 'app-root',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <main>
      <h1>Your photo</h1>
      <!-- The backend decides everything else and signs. Check the answer's receipt on your own server. -->
      <face-capture #capture policy="signup" endpoint="/api/verify" [token]="token"></face-capture>
      @if (passed()) {
        <output>Thank you.</output>
      }
    </main>
  `,
})
class App {
  readonly capture = viewChild.required<ElementRef<FaceCapture>>('capture');
  readonly passed = signal(false);

  constructor() {
    // Templates take what is before a colon in an event's name for its target, such as `window`.
    afterNextRender(() => {
      this.capture().nativeElement.addEventListener('face-capture:verdict', ({ detail }) => {
        this.passed.set(detail.answer.passed);
      });
    });
  }

  /** Your own server's token tells the backend who the person is. */
  async token() {
    return (await fetch('/token', { method: 'POST' })).text();
  }
}

bootstrapApplication(App);
