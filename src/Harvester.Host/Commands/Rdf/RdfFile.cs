using Harvester.Host.Composition;
using Harvester.Rdf;

namespace Harvester.Host.Commands.Rdf;

/// <summary>A document of RDF on disk, as the command line names it.</summary>
internal sealed class RdfFile
{
    private const int BufferSize = 1; // the readers have windows of their own

    private RdfFile(string path, RdfSyntax syntax, string baseIri)
    {
        Path = path;
        Syntax = syntax;
        BaseIri = baseIri;
    }

    public string Path { get; }

    public RdfSyntax Syntax { get; }

    /// <summary>What was given with <c>--base</c>, else the file's own address.</summary>
    public string BaseIri { get; }

    /// <exception cref="UsageException">There is no such file, its syntax is unknown, or the base is no absolute IRI.</exception>
    public static RdfFile Find(string path, string? syntax, string? baseIri)
    {
        if (!File.Exists(path))
            throw new UsageException(Directory.Exists(path) ? $"{path} is a folder: name a file" : $"there is no file {path}");
        if (baseIri is not null && !IriReference.IsAbsolute(baseIri))
            throw new UsageException($"--base {baseIri}: give an absolute IRI, with its scheme");
        var found = syntax is null
            ? RdfSyntaxes.OfFileName(path) ?? throw new UsageException($"the name of {path} tells no syntax: give it with --from {Names}")
            : Named("--from", syntax);
        return new RdfFile(path, found, baseIri ?? new Uri(System.IO.Path.GetFullPath(path)).AbsoluteUri);
    }

    /// <summary>The syntax that an option names.</summary>
    public static RdfSyntax Named(string option, string syntax) =>
        RdfSyntaxes.OfName(syntax) ?? throw new UsageException($"{option} {syntax}: there is no such syntax; there are {Names}");

    /// <summary>All names, for a message or a help text.</summary>
    public static string Names => string.Join(", ", RdfSyntaxes.Names);

    /// <summary>Reads the file to its end.</summary>
    /// <exception cref="RdfException">It is refused.</exception>
    /// <exception cref="UsageException">It cannot be read.</exception>
    public async Task ReadAsync(IStatementHandler handler, bool lenient, Action<RdfError>? onFault, CancellationToken cancellationToken)
    {
        var options = new RdfReaderOptions
        {
            BaseIri = BaseIri,
            Lenient = lenient,
            OnRefused = onFault,
            OnMended = onFault,
            LoadContext = new LocalContexts(Path, BaseIri).LoadAsync,
        };
        FileStream file;
        try
        {
            file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new UsageException($"cannot read {Path}: {e.Message}");
        }
        await using (file)
            await RdfReader.ReadAsync(file, Syntax, options, handler, cancellationToken);
    }

    /// <summary>A fault with its place, as editors and compilers write it.</summary>
    public string Describe(RdfError fault) => fault.Line > 0 ? $"{Path}:{fault.Line}:{fault.Column}: {fault.Message}" : $"{Path}: {fault.Message}";
}
