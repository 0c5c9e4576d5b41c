namespace Harvester.Core.Ports;

/// <summary>The central team's notes: one for each municipality and standard dataset.</summary>
public interface INoteStore
{
    /// <summary>Puts the note in place of the one that the cell has.</summary>
    Task PutAsync(CellNote note, CancellationToken cancellationToken);

    Task<CellNote?> GetAsync(string municipality, string standardDataset, CancellationToken cancellationToken);

    /// <summary>All of them, by municipality and standard dataset.</summary>
    Task<IReadOnlyList<CellNote>> ListAsync(CancellationToken cancellationToken);
}
