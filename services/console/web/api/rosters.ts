import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type {
  Roster,
  RosterColumns,
  RosterKind,
  RosterLimitsInput,
  RosterOutcome,
  RosterRow,
  RosterSettings,
  RosterTitles,
} from '@zhiheng/contracts';
import { answered, client, given } from './client.ts';
import { asTableBody } from './files.ts';
import type { PageOf } from './people.ts';

export const readRosterTitles = (file: File): Promise<RosterTitles> =>
  answered(client.POST('/api/v1/rosters/columns', asTableBody(file)));

export const uploadRoster = (file: File, columns: RosterColumns): Promise<Roster> =>
  answered(
    client.POST('/api/v1/rosters', {
      ...asTableBody(file),
      params: { query: { fileName: file.name.slice(-200), ...given(columns) } },
    }),
  );

export const readRosters = (cursor: string | undefined): Promise<PageOf<Roster>> =>
  answered(client.GET('/api/v1/rosters', { params: { query: { ...given({ cursor }), limit: 20 } } }));

/** How often it is asked how far a roster is. */
const everyMs = 1_000;

export const rosterQuery = (id: string) =>
  queryOptions({
    queryKey: ['rosters', id],
    queryFn: (): Promise<Roster> => answered(client.GET('/api/v1/rosters/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data?.state === 'applying' ? everyMs : false),
  });

export interface RowsWanted {
  kind?: RosterKind | undefined;
  outcome?: RosterOutcome | undefined;
}

/** `version`, `state`: of the roster, whose rows change with it. */
export const rosterRowsQuery = ({ id, version, state }: Roster, wanted: RowsWanted) =>
  infiniteQueryOptions({
    queryKey: ['rosters', id, 'rows', version, state, wanted],
    queryFn: ({ pageParam }): Promise<PageOf<RosterRow>> =>
      answered(
        client.GET('/api/v1/rosters/{id}/rows', {
          params: { path: { id }, query: { ...given({ ...wanted, cursor: pageParam }), limit: 50 } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

export const applyRoster = ({ id, version }: Roster): Promise<Roster> =>
  answered(client.POST('/api/v1/rosters/{id}/application', { body: { version }, params: { path: { id } } }));

export const cancelRoster = ({ id }: Roster): Promise<Roster> =>
  answered(client.POST('/api/v1/rosters/{id}/cancellation', { params: { path: { id } } }));

export const rosterSettingsQuery = queryOptions({
  queryKey: ['roster-settings'],
  queryFn: (): Promise<RosterSettings> => answered(client.GET('/api/v1/roster-settings')),
});

export const setRosterLimits = (body: RosterLimitsInput): Promise<RosterSettings> =>
  answered(client.PUT('/api/v1/roster-settings', { body }));
