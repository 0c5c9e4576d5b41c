using Harvester.Core.Model;
using Harvester.Core.Ports;
using Microsoft.Data.Sqlite;

namespace Harvester.Storage.Sqlite;

/// <summary>One row for each cell that has a note.</summary>
internal sealed class SqliteNoteStore(SqliteDatabase database) : INoteStore
{
    public const string Columns = "municipality, standard_dataset, state, by_day, contact, text, who, at";

    public Task PutAsync(CellNote note, CancellationToken cancellationToken) => database.WriteAsync(session => Put(session, note), cancellationToken);

    public Task<CellNote?> GetAsync(string municipality, string standardDataset, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.One($"SELECT {Columns} FROM notes WHERE municipality = ?1 AND standard_dataset = ?2", Read, municipality, standardDataset), cancellationToken);

    public Task<IReadOnlyList<CellNote>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<CellNote>>(
        session => session.All($"SELECT {Columns} FROM notes ORDER BY municipality, standard_dataset", Read), cancellationToken);

    public static int Put(SqliteSession session, CellNote note) => session.Execute(
        $"INSERT OR REPLACE INTO notes ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        note.Municipality, note.StandardDataset, EnumWord.Of(note.State), SqliteAccessStore.Day(note.By), note.Contact, note.Text, note.Who, DatasetRow.Milliseconds(note.At));

    public static CellNote Read(SqliteDataReader row) => new()
    {
        Municipality = row.GetString(0),
        StandardDataset = row.GetString(1),
        State = Enum.Parse<NoteState>(row.GetString(2), ignoreCase: true),
        By = SqliteAccessStore.Day(DatasetRow.Text(row, 3)),
        Contact = DatasetRow.Text(row, 4),
        Text = row.GetString(5),
        Who = row.GetString(6),
        At = DatasetRow.Instant(row.GetInt64(7)),
    };
}
