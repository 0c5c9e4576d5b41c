using Harvester.Rdf;
using Xunit;

namespace Harvester.Tests.Rdf.Writing;

/// <summary>A writer writes behind its caller's back: what happens there must come to light, and end before the writer does.</summary>
public sealed class FailingStreamTests
{
    private static readonly RdfWriterOptions SmallBlocks = new() { BlockStatements = 100 };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RdfSyntax.NTriples)]
    [InlineData(RdfSyntax.Turtle)]
    [InlineData(RdfSyntax.RdfXml)]
    [InlineData(RdfSyntax.JsonLd)]
    public async Task ErrorOfTheStream_ComesToTheCaller(RdfSyntax syntax)
    {
        await using var writer = RdfWriter.Create(new Broken(after: 200_000), syntax, SmallBlocks);

        var error = await Assert.ThrowsAsync<IOException>(async () =>
        {
            await WriteAsync(writer, 20_000);
            await writer.CompleteAsync(Cancel);
        });

        Assert.Equal("the disk is full", error.Message);
    }

    [Theory]
    [InlineData(RdfSyntax.NTriples)]
    [InlineData(RdfSyntax.Turtle)]
    public async Task OnceDisposed_ItLetsTheStreamAlone(RdfSyntax syntax)
    {
        var output = new Slow();
        await using (var writer = RdfWriter.Create(output, syntax, SmallBlocks))
            await WriteAsync(writer, 200_000, until: () => output.HasBegun);

        var written = output.Writes;
        Assert.True(written > 0);
        Assert.False(output.IsWriting);
        output.IsClosed = true;
        await Task.Yield();
        Assert.Equal(written, output.Writes);
    }

    [Fact]
    public async Task CancelledWhileItWrites_SaysSo()
    {
        using var cancelling = new CancellationTokenSource();
        await using var writer = RdfWriter.Create(new Stuck(cancelling), RdfSyntax.Turtle, SmallBlocks);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await WriteAsync(writer, 200_000, cancel: cancelling.Token);
            await writer.CompleteAsync(cancelling.Token);
        });
    }

    private static async Task WriteAsync(RdfWriter writer, int statements, Func<bool>? until = null, CancellationToken cancel = default)
    {
        for (var i = 0; i < statements && until?.Invoke() != true; i++)
        {
            writer.Take(new Statement(Term.Iri($"http://example.org/{i / 3}"), Term.Iri("http://example.org/p"), Term.Literal($"{i}")));
            if (i % 50 == 0)
                await writer.EndScopeAsync(cancel);
        }
    }

    /// <summary>Whoever pauses is never written for synchronously.</summary>
    private abstract class Output : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => Assert.Fail("written synchronously");
    }

    private sealed class Broken(int after) : Output
    {
        private int written;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            (written += buffer.Length) > after ? ValueTask.FromException(new IOException("the disk is full")) : ValueTask.CompletedTask;
    }

    private sealed class Slow : Output
    {
        public bool HasBegun => Writes > 0;
        public bool IsWriting { get; private set; }
        public bool IsClosed { get; set; }
        public int Writes { get; private set; }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Assert.False(IsClosed);
            Assert.False(IsWriting);
            IsWriting = true;
            Writes++;
            for (var turn = 0; turn < 1000; turn++)
                await Task.Yield();
            IsWriting = false;
        }
    }

    private sealed class Stuck(CancellationTokenSource cancelling) : Output
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await cancelling.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
    }
}
