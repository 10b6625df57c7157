import { afterAll, beforeAll } from 'vitest';
import { tellOfCases } from './story-cases.ts';
import { tellOfLeaving } from './story-leaving.ts';
import { tellOfRequests } from './story-requests.ts';
import { type Stage, Story } from './story-teller.ts';
import { tellOfTheTrail } from './story-trail.ts';

/** The story of the main job, told over HTTP: every step rests on the ones before it. */
export function tellStory(start: () => Promise<Stage>, timeout = 120_000): void {
  const story = new Story();
  beforeAll(() => story.open(start), timeout);
  afterAll(() => story.close());

  tellOfRequests(story);
  tellOfCases(story);
  tellOfLeaving(story);
  tellOfTheTrail(story);
}
