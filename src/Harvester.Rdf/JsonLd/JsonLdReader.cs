using System.Runtime.CompilerServices;
namespace Harvester.Rdf.JsonLd;

internal static class JsonLdReader
{
    public static async IAsyncEnumerable<Statement> ReadAsync(
        Stream utf8, RdfReaderOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        throw new NotSupportedException();
#pragma warning disable CS0162
        yield break;
    }
}
