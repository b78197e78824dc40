//! A plain aligned table. Knows nothing of what it shows; breaks no line and cuts no cell, so that rows can be piped.

use unicode_width::UnicodeWidthStr as _;

const GAP: &str = "  ";
const EMPTY: &str = "-";

/// Rows under a header, each column as wide as its widest cell.
#[derive(Clone, Debug)]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

#[derive(Clone, Debug)]
struct Column {
    header: String,
    align: Align,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Align {
    Left,
    Right,
}

impl Table {
    /// A table with these column headers and no rows.
    pub fn new<S: AsRef<str>>(headers: impl IntoIterator<Item = S>) -> Self {
        let column = |header: S| Column { header: one_line(header.as_ref()), align: Align::Left };
        Self { columns: headers.into_iter().map(column).collect(), rows: Vec::new() }
    }

    /// Aligns the column of this header to the right, as numbers are read.
    #[must_use]
    pub fn right(mut self, header: &str) -> Self {
        for column in self.columns.iter_mut().filter(|column| column.header == header) {
            column.align = Align::Right;
        }
        self
    }

    /// Adds a row. An empty or missing cell is shown as `-`; a cell without a column is left out.
    pub fn row<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) -> &mut Self {
        let mut cells: Vec<String> = cells.into_iter().map(|cell| one_line(cell.as_ref())).collect();
        cells.resize(self.columns.len(), String::new());
        for cell in cells.iter_mut().filter(|cell| cell.is_empty()) {
            EMPTY.clone_into(cell);
        }
        self.rows.push(cells);
        self
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The header and the rows, a line each, without trailing spaces.
    pub fn render(&self) -> String {
        let headers: Vec<String> = self.columns.iter().map(|column| column.header.clone()).collect();
        let lines: Vec<&Vec<String>> = std::iter::once(&headers).chain(&self.rows).collect();
        let widths: Vec<usize> = (0..self.columns.len())
            .map(|index| lines.iter().map(|cells| cells[index].width()).max().unwrap_or(0))
            .collect();
        lines.into_iter().map(|cells| self.line(cells, &widths)).collect()
    }

    fn line(&self, cells: &[String], widths: &[usize]) -> String {
        let padded: Vec<String> = self
            .columns
            .iter()
            .zip(cells)
            .zip(widths)
            .map(|((column, cell), width)| {
                let padding = " ".repeat(width - cell.width());
                match column.align {
                    Align::Left => format!("{cell}{padding}"),
                    Align::Right => format!("{padding}{cell}"),
                }
            })
            .collect();
        format!("{}\n", padded.join(GAP).trim_end())
    }
}

/// A line break or another control character in a cell would break the table: each becomes a space.
fn one_line(cell: &str) -> String {
    cell.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell_and_numbers_end_together() {
        let mut table = Table::new(["FUNCTION", "SIZE", "RUNTIME"]).right("SIZE");
        table.row(["sync-clock", "512 B", "python3.12"]).row(["api-docs-generator", "12.3 MB", ""]).row([
            "größe",
            "",
            "python3.9",
        ]);
        insta::assert_snapshot!(table.render(), @"
        FUNCTION               SIZE  RUNTIME
        sync-clock            512 B  python3.12
        api-docs-generator  12.3 MB  -
        größe                     -  python3.9
        ");
    }

    #[test]
    fn wide_characters_take_two_columns() {
        let table = Table::new(["NAME", "UNIT"]).row(["時計", "a"]).row(["clock", "b"]).render();
        insta::assert_snapshot!(table, @"
        NAME   UNIT
        時計   a
        clock  b
        ");
    }

    #[test]
    fn a_row_has_exactly_the_cells_of_the_header_on_one_line() {
        let table = Table::new(["A", "B"]).row(["one\ntwo"]).row(["1", "2", "3"]).render();
        insta::assert_snapshot!(table, @"
        A        B
        one two  -
        1        2
        ");
        assert!(table.lines().all(|line| line == line.trim_end()));
    }

    #[test]
    fn no_rows_leave_the_header() {
        let table = Table::new(["NAME", "SIZE"]);
        assert!(table.is_empty());
        assert_eq!(table.render(), "NAME  SIZE\n");
    }
}
