using Harvester.Storage.Copying;

namespace Harvester.Tests.Storage.Copying;

/// <summary>A target whose process dies: once, at a moment that the test chooses.</summary>
internal sealed class FaultyTarget(ICopyable inner, FaultyTarget.Death death, int writes) : ICopyable
{
    private int left = writes;

    /// <summary>When it dies, the given number of batches having arrived.</summary>
    public enum Death
    {
        BeforeABatch,

        /// <summary>Half of the batch has landed, and the mark has not moved: only where a batch is no transaction.</summary>
        WithinABatch,

        AfterABatch,
    }

    /// <summary>What a dead process throws.</summary>
    public sealed class Dead() : Exception("dead");

    public string Place => inner.Place;

    public Task<(string Epoch, long Last)> HeadAsync(CancellationToken cancellationToken) => inner.HeadAsync(cancellationToken);

    public Task<long> CompactedToAsync(CancellationToken cancellationToken) => inner.CompactedToAsync(cancellationToken);

    public Task<long> CountAsync(CopyPart part, CancellationToken cancellationToken) => inner.CountAsync(part, cancellationToken);

    public Task<CopyPage> ReadAsync(CopyPart part, string? next, int limit, CancellationToken cancellationToken) => inner.ReadAsync(part, next, limit, cancellationToken);

    public Task<CopyMark?> MarkAsync(CancellationToken cancellationToken) => inner.MarkAsync(cancellationToken);

    public Task BeginAsync(CopyMark mark, bool goesOn, CancellationToken cancellationToken) => inner.BeginAsync(mark, goesOn, cancellationToken);

    public async Task WriteAsync(IReadOnlyList<CopyItem> items, CopyMark before, CopyMark after, CancellationToken cancellationToken)
    {
        if (left-- > 0)
        {
            await inner.WriteAsync(items, before, after, cancellationToken);
            return;
        }

        if (death is Death.WithinABatch)
            await inner.WriteAsync([.. items.Take((items.Count + 1) / 2)], before, before, cancellationToken);
        if (death is Death.AfterABatch)
            await inner.WriteAsync(items, before, after, cancellationToken);
        throw new Dead();
    }

    public Task FinishAsync(CopyMark mark, CancellationToken cancellationToken) => inner.FinishAsync(mark, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
