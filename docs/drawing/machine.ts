import type { State, StateMachine } from '../../workflows/asl.ts';

type AnyState = State<string>;
type Task = Extract<AnyState, { Type: 'Task' }>;

const statesOf = (machine: StateMachine): [string, AnyState][] => Object.entries(machine.States);

const edge = (from: string, to: string, label?: string) =>
  `${from} --> ${to}${label ? `: ${label}` : ''}`;

type Choices = Extract<AnyState, { Type: 'Choice' }>['Choices'];

/** What a choice compares with, as a label. */
const labelOf = ({ Variable, ...choice }: Choices[number]): string => {
  const wanted = choice.StringEquals ?? choice.BooleanEquals ?? choice.NumericGreaterThanEquals;
  return typeof wanted === 'string' ? wanted : `${Variable.replace('$.', '')} = ${wanted}`;
};

/** An error that more than half of the tasks catch alike is told in a sentence, not in fourteen arrows. */
const isCommon = (machine: StateMachine, next: string): boolean => {
  const tasks = statesOf(machine).flatMap(([, state]) => (state.Type === 'Task' ? [state] : []));
  const catching = tasks.filter(({ Catch = [] }) => Catch.some(({ Next }) => Next === next));
  return tasks.length > 4 && catching.length > tasks.length / 2;
};

const catches = (machine: StateMachine, name: string, state: AnyState): string[] =>
  ('Catch' in state ? (state.Catch ?? []) : [])
    .filter(({ Next }) => !isCommon(machine, Next))
    .map(({ ErrorEquals, Next }) => edge(name, Next, ErrorEquals.join(', ')));

const onward = (name: string, state: AnyState): string[] => {
  if (state.Type === 'Choice')
    return [
      `state ${name} <<choice>>`,
      ...state.Choices.map((choice) => edge(name, choice.Next, labelOf(choice))),
      edge(name, state.Default, 'otherwise'),
    ];
  return 'Next' in state ? [edge(name, state.Next)] : [edge(name, '[*]')];
};

const waits = (state: AnyState) =>
  state.Type === 'Task' && state.Resource.endsWith('.waitForTaskToken');

const own = (name: string, state: AnyState): string[] => {
  if (waits(state)) return [`state "${name} ⏸" as ${name}`];
  if (state.Type !== 'Map') return [];
  return [
    `state ${name} {`,
    ...linesOf(state.ItemProcessor as StateMachine).map((line) => `  ${line}`),
    '}',
  ];
};

const linesOf = (machine: StateMachine): string[] => [
  edge('[*]', machine.StartAt),
  ...statesOf(machine).flatMap(([name, state]) => [
    ...own(name, state),
    ...onward(name, state),
    ...catches(machine, name, state),
  ]),
];

/** A state machine as a mermaid diagram, with ⏸ where it waits for a person. */
export const diagramOf = (machine: StateMachine): string =>
  ['```mermaid', 'stateDiagram-v2', ...linesOf(machine).map((line) => `  ${line}`), '```'].join(
    '\n',
  );

/** The catches left out of the diagram, a line each. */
export const commonCatchesOf = (machine: StateMachine): string => {
  const common = statesOf(machine)
    .flatMap(([, state]) => ('Catch' in state ? (state.Catch ?? []) : []))
    .filter(({ Next }) => isCommon(machine, Next))
    .map(
      ({ ErrorEquals, Next }) =>
        `- the error \`${ErrorEquals.join('`, `')}\` leads to the state ${Next}`,
    );
  return [...new Set(common)].join('\n');
};

const kebab = (placeholder: string) =>
  placeholder.replaceAll(/(?<!^)([A-Z])/g, '-$1').toLowerCase();

const functionOf = ({ Parameters }: Task): string =>
  String(Parameters?.FunctionName).replaceAll(/[${}]/g, '');

const tasksOf = (machine: StateMachine): [string, Task][] =>
  statesOf(machine).flatMap(([name, state]): [string, Task][] => {
    if (state.Type === 'Map') return tasksOf(state.ItemProcessor as StateMachine);
    return state.Type === 'Task' ? [[name, state]] : [];
  });

/** A table of the functions behind the machines: file, the states that call it, longest wait in seconds. */
export const functionsTable = (machines: Readonly<Record<string, StateMachine>>): string => {
  const tasks = Object.values(machines).flatMap(tasksOf);
  const byFunction = Map.groupBy(tasks, ([, task]) => functionOf(task));
  const rows = [...byFunction].map(([name, callers]) => {
    const seconds = Math.max(...callers.map(([, { TimeoutSeconds }]) => TimeoutSeconds));
    return `| \`functions/${kebab(name)}.ts\` | ${callers.map(([state]) => state).join(', ')} | ${seconds.toLocaleString('en')} |`;
  });
  return ['| Function | Called by | Timeout, s |', '|---|---|---|', ...rows].join('\n');
};
