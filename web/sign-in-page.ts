import { html } from 'hono/html';
import { layout } from './layout.ts';

const people = [
  [
    'evaluator',
    'Evaluator',
    'Secretariat: opens reviews, evaluates, sends criteria back, recommends',
  ],
  [
    'director',
    'Director',
    'Secretariat: decides what an evaluator recommended (ready, conditional or not ready), and on caveats',
  ],
  [
    'permanent_mission',
    'Permanent Mission',
    'contributor: submits, certifies and declares for the State',
  ],
  ['contributor', 'Focal point', 'contributor: drafts the self-assessment'],
  [
    'contingent_commander',
    'Contingent commander',
    'contributor: signs the verification beside the field, or disagrees',
  ],
  ['verifier', 'Verification team', 'field mission: verifies units, reports undeclared caveats'],
  ['commander', 'Force commander', 'field mission: says who verifies, opens findings'],
  [
    'viewer',
    'Viewer',
    'reads with the eyes of the contributor or the mission named below, and does nothing else',
  ],
  ['admin', 'Administrator', 'says who is registered in which role; sees no review'],
] as const;

/** Whom to be in the embedded host: a role, and the contributor or mission that it speaks for. */
export const signInPage = (problem?: string) =>
  layout(
    'Sign in as a demonstration person',
    html`${problem ? html`<p role="alert">${problem}</p>` : ''}
      <form method="post" action="/sign-in">
        <fieldset>
          <legend>Role</legend>
          ${people.map(
            ([role, name, does], index) =>
              html`<label><input type="radio" name="role" value="${role}" ${index === 0 ? 'checked' : ''} />
                <b>${name}</b> <span>${does}</span></label>`,
          )}
        </fieldset>
        <label>Contributor, ISO code (for contributors and viewers; RWA for a contributor who names none) <input name="contributor" placeholder="RWA" maxlength="3" /></label>
        <label>Mission (for the field and viewers; MINUSCA for the field where none is named) <input name="mission" placeholder="MINUSCA" maxlength="10" /></label>
        <label>Id of the person, if you want somebody other than the usual one <input name="person" placeholder="second-evaluator" maxlength="64" /></label>
        <button>Sign in</button>
      </form>`,
  );
