namespace Harvester.Connectors.List;

/// <summary>A list's table, whatever the file: its head was found, its rows come one by one.</summary>
internal interface IListTable : IAsyncDisposable
{
    ListHeader Header { get; }

    /// <summary>Where a row is, for a message: <c>line 7</c>, <c>row 7 of sheet "一覧"</c>.</summary>
    string Where(long number);

    /// <summary>The rows below the head.</summary>
    IAsyncEnumerable<ListLine> ReadAsync(CancellationToken cancellationToken);
}
