using Harvester.Host.Composition;
using Harvester.Host.Output;
using Harvester.Rdf;

namespace Harvester.Host.Commands.Rdf;

/// <summary>One document read and written at once, in flat memory.</summary>
internal sealed class Conversion(RdfFile document, RdfSyntax to, bool lenient)
{
    /// <summary>How many statements were written. What stands before a fault is written, too.</summary>
    public async Task<long> ToStandardOutputAsync(CancellationToken cancellationToken)
    {
        await using var output = Console.OpenStandardOutput();
        return await WriteAsync(output, cancellationToken);
    }

    /// <summary>The same into a file, which is whole or not there.</summary>
    public Task<long> ToFileAsync(string path, CancellationToken cancellationToken) => OutputFile.WriteAsync(path, output => WriteAsync(output, cancellationToken));

    private async Task<long> WriteAsync(Stream output, CancellationToken cancellationToken)
    {
        await using var writer = RdfWriter.Create(output, to);
        var counted = new CountedWriter(writer);
        try
        {
            await document.ReadAsync(counted, lenient, fault => Console.Error.WriteLine(document.Describe(fault)), cancellationToken);
            await writer.CompleteAsync(cancellationToken);
        }
        catch (RdfException fault)
        {
            throw new UsageException(document.Describe(fault.Error));
        }
        return counted.Count;
    }
}
