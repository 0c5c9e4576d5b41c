using System.Diagnostics;
using Harvester.Rdf;
using Xunit;

namespace Harvester.Tests.Rdf;

/// <summary>
/// Every file of the W3C suites, damaged in 60,000 ways over all readers: it is read or refused, quickly, and what was read can be written and is then read as the same. More of them (200,000 take a minute) with
/// <c>HARVESTER_MUTATIONS</c>.
/// </summary>
public sealed class MutatedFilesTests(ITestOutputHelper output)
{
    private const int Usual = 60_000;

    private static readonly (string Folder, string Pattern, RdfSyntax Syntax)[] Suites =
    [
        ("conformance/w3c-rdf11/rdf-n-triples", "*.nt", RdfSyntax.NTriples),
        ("conformance/w3c-rdf11/rdf-n-quads", "*.nq", RdfSyntax.NQuads),
        ("conformance/w3c-rdf11/rdf-turtle", "*.ttl", RdfSyntax.Turtle),
        ("conformance/w3c-rdf11/rdf-trig", "*.trig", RdfSyntax.TriG),
        ("conformance/w3c-rdf11/rdf-xml", "*.rdf", RdfSyntax.RdfXml),
        ("conformance/w3c-json-ld-api/tests/toRdf", "*-in.jsonld", RdfSyntax.JsonLd),
    ];

    [Fact]
    public async Task DamagedFile_IsReadOrRefused_AndWhatIsReadCanBeWritten()
    {
        var files = Suites
            .SelectMany(s => Directory.EnumerateFiles(Documents.Shared(s.Folder), s.Pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f => (Bytes: File.ReadAllBytes(f), s.Syntax)))
            .Where(f => f.Bytes.Length > 0).ToList();
        var count = int.TryParse(Environment.GetEnvironmentVariable("HARVESTER_MUTATIONS"), out var given) ? given : Usual;
        var (read, refused, statements) = (0L, 0L, 0L);
        await Parallel.ForAsync(0, count, TestContext.Current.CancellationToken, async (number, _) =>
        {
            // The number is the seed: a failure names what brings it back.
            var random = new Random(number);
            var (original, syntax) = files[number % files.Count];
            var damaged = Damaged.Copy(original, random, files[random.Next(files.Count)].Bytes);
            var options = new RdfReaderOptions { BaseIri = Documents.Base, Lenient = number % 2 == 0 };
            try
            {
                if (await QuicklyAsync(damaged, syntax, options, number) is not { } got)
                {
                    Interlocked.Increment(ref refused);
                    return;
                }
                Interlocked.Increment(ref read);
                Interlocked.Add(ref statements, got.Count);
                await WrittenAndReadAgainAsync(got, syntax, number);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                throw new InvalidOperationException($"mutation {number} of {syntax}: {fault.Message}\n{System.Text.Encoding.UTF8.GetString(damaged)}", fault);
            }
        });
        output.WriteLine($"{count} damaged files: {read} read ({statements} statements), {refused} refused");
        Assert.Equal(count, read + refused);
        Assert.True(read > count / 10 && refused > count / 10, "The damage is too much or too little to show anything.");
    }

    // Null: refused. Within a second; looked at again before it is believed, as the machine may be busy with all the others.
    private static async Task<List<Statement>?> QuicklyAsync(byte[] document, RdfSyntax syntax, RdfReaderOptions options, int number)
    {
        var fastest = TimeSpan.MaxValue;
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var watch = Stopwatch.StartNew();
            List<Statement>? read = null;
            try
            {
                read = await Documents.ReadAsync(new MemoryStream(document), syntax, options);
            }
            catch (RdfException error)
            {
                Assert.False(options.Lenient && !error.IsLimit, $"The reading is lenient, and was ended by: {error.Message}");
            }
            if (watch.Elapsed < TimeSpan.FromSeconds(1))
                return read;
            fastest = watch.Elapsed < fastest ? watch.Elapsed : fastest;
        }
        throw new InvalidOperationException($"Mutation {number} of {syntax} takes {fastest}.");
    }

    private static async Task WrittenAndReadAgainAsync(List<Statement> statements, RdfSyntax syntax, int number)
    {
        // N-Quads can hold anything; of the others each in turn.
        var to = number % 4 == 0 ? syntax : RdfSyntax.NQuads;
        using var document = new MemoryStream();
        await using (var writer = RdfWriter.Create(document, to))
        {
            try
            {
                foreach (var statement in statements)
                    writer.Take(statement);
                await writer.CompleteAsync(TestContext.Current.CancellationToken);
            }
            catch (RdfException) when (to is RdfSyntax.RdfXml)
            {
                return; // a predicate or a character that XML cannot have: the writer says which
            }
        }
        document.Position = 0;
        var again = await Documents.ReadAsync(document, to, Documents.Strict);
        var (before, after) = (statements.Distinct().ToList(), again.Distinct().ToList());
        if (before.Count > 60)
            Assert.Equal(before.Count, after.Count);
        else
            Assert.True(GraphIsomorphism.AreIsomorphic(before, after), $"Mutation {number}: read\n{string.Join('\n', before)}\nwritten as {to} and read again\n{string.Join('\n', after)}");
    }
}
