import { Obligation } from '../domain/reminders/obligation.ts';
import equipmentReport from './obligations/equipment-report.json' with { type: 'json' };
import policeUnitAssessment from './obligations/police-unit-assessment.json' with { type: 'json' };
import rapidDeployment from './obligations/rapid-deployment.json' with { type: 'json' };
import readinessInspection from './obligations/readiness-inspection.json' with { type: 'json' };
import rotationCertification from './obligations/rotation-certification.json' with { type: 'json' };

/** What units, States and missions owe again and again; each says where the duty was found, and what of it is ours. */
export const obligations: readonly Obligation[] = [
  rapidDeployment,
  readinessInspection,
  equipmentReport,
  policeUnitAssessment,
  rotationCertification,
].map((data) => Obligation.parse(data));

/** One of them by its id; undefined where there is none. */
export const findObligation = (id: string): Obligation | undefined =>
  obligations.find((one) => one.id === id);
