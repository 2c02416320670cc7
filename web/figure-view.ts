/** One cell of a table of figures. The first of a row is its head. */
export interface CellView {
  readonly text: string;
  /** The reviews behind a number. */
  readonly href?: string | undefined;
  /** Codes in place of the text, each kept in one piece. */
  readonly codes?: readonly string[] | undefined;
  /** How far a number lies from nothing, -3 to 3: said by a shade beside the number. */
  readonly heat?: number | undefined;
  /** A line through these values, oldest first, beside the text. */
  readonly line?: readonly number[] | undefined;
  /** A verdict in its colour. */
  readonly tone?: string | undefined;
  /** Figures and codes, which run from left to right in every language. */
  readonly code?: true | undefined;
}

export interface TableView {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly CellView[])[];
}

/** One bar, of one part or several; a part has the tone of its entry in the legend. */
export interface BarView {
  readonly label: string;
  readonly parts: readonly number[];
  /** The numbers as they are written beside it. */
  readonly text: string;
}

export interface ChartView {
  readonly legend: readonly string[];
  /** Its parts are ratings, and have their colours. */
  readonly isOfVerdicts?: true | undefined;
  readonly bars: readonly BarView[];
}

/** One tile of a grid: where, how much of how much, and in which quarter of the whole that lies. */
export interface TileView {
  readonly label: string;
  readonly text: string;
  readonly href?: string | undefined;
  readonly level: number;
}

/** A figure on a page: in words, as a chart or tiles where it earns one, and as a table. */
export interface FigureView {
  readonly id: string;
  readonly title: string;
  readonly said?: readonly string[] | undefined;
  readonly tiles?: readonly TileView[] | undefined;
  readonly chart?: ChartView | undefined;
  readonly table: TableView;
  /** Where the table goes on. */
  readonly more?: { readonly href: string; readonly text: string } | undefined;
}

/** A page of figures: which of the pages, of whom, as of when. */
export interface DashboardView {
  readonly title: string;
  readonly views: readonly {
    readonly name: string;
    readonly href: string;
    readonly isCurrent: boolean;
  }[];
  /** Of which reviews, as of when, how sure. */
  readonly said: readonly string[];
  readonly isProvisional: boolean;
  readonly form: {
    readonly asOf: string;
    readonly latest: string;
    /** Undefined for whoever has one scope only. */
    readonly missions?:
      | readonly { readonly code: string; readonly isChosen: boolean }[]
      | undefined;
    readonly contributor?: string | undefined;
    readonly now?: string | undefined;
  };
  readonly figures: readonly FigureView[];
  readonly notes: readonly string[];
}
