namespace Harvester.Core.Ports;

/// <summary>
/// The last good answer of each address of a source, with its body, so that an unchanged file or page costs one 304. A memory, not data: to
/// lose it costs one full request.
/// </summary>
public interface IAnswerStore
{
    /// <summary>What is kept of an address, or null.</summary>
    Task<KeptAnswer?> FindAsync(string source, string url, CancellationToken cancellationToken);

    /// <summary>The body, decompressed, in bounded memory; null when the answer is not kept. Reading throws <see cref="IOException"/> when it is replaced meanwhile.</summary>
    Task<Stream?> OpenBodyAsync(string source, string url, CancellationToken cancellationToken);

    /// <summary>Keeps an answer in place of an earlier one: all of it or nothing.</summary>
    /// <param name="body">Read to its end, synchronously, while the store is locked: a file or memory, never the network.</param>
    Task KeepAsync(string source, KeptAnswer answer, Stream body, CancellationToken cancellationToken);

    /// <summary>Forgets the source's answers but those of the addresses that <paramref name="isUsed"/> names. How many were forgotten.</summary>
    Task<int> PruneAsync(string source, Predicate<string> isUsed, CancellationToken cancellationToken);
}
