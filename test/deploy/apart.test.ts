import { tellStory } from '../e2e/story.ts';
import { startApart } from './run/apart.ts';

/** The very commands that the image runs, laid out by the Dockerfile's own lines, each a process behind a small proxy. */
tellStory(startApart, 300_000);
