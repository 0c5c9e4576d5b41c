using System.CommandLine;
using Harvester.Host.Composition;
using Harvester.Host.Output;
using Harvester.Rdf;
using Spectre.Console;

namespace Harvester.Host.Commands.Rdf;

/// <summary><c>rdf</c>: the readers and writers of RDF as a tool, apart from any catalogue.</summary>
internal static class RdfCommands
{
    public static Command Create(GlobalOptions globals) => new("rdf", "converts, counts and validates documents of RDF; no store and no network is touched")
    {
        Convert(globals),
        Count(globals),
        Validate(globals),
    };

    private static Command Convert(GlobalOptions globals)
    {
        var file = new Argument<string>("FILE") { Description = "the document" };
        var (baseIri, from, lenient) = (Base(), From(), Lenient());
        var to = new Option<string>("--to") { Description = $"the syntax to write: {RdfFile.Names}", HelpName = "SYNTAX", Required = true };
        var output = new Option<string?>("--out") { Description = "file to write; none: standard output", HelpName = "FILE" };
        var command = new Command("convert", "writes a document in another syntax; a fault ends it with exit code 2") { file, baseIri, from, to, lenient, output };
        Invocation.Set(command, globals, async (invocation, cancellationToken) =>
        {
            var document = RdfFile.Find(invocation.Parse.GetValue(file)!, invocation.Parse.GetValue(from), invocation.Parse.GetValue(baseIri));
            var syntax = RdfFile.Named("--to", invocation.Parse.GetValue(to)!);
            var target = invocation.Parse.GetValue(output);
            if (target?.Length == 0)
                throw new UsageException("--out names no file");
            if (invocation.Json && target is null)
                throw new UsageException("with --json, name a file with --out: standard output is for the one JSON document");
            var conversion = new Conversion(document, syntax, invocation.Parse.GetValue(lenient));
            var written = target is null ? await conversion.ToStandardOutputAsync(cancellationToken) : await conversion.ToFileAsync(target, cancellationToken);
            if (invocation.Json)
                JsonOutput.Print(new { file = document.Path, syntax = RdfSyntaxes.Name(syntax), output = target, statements = written });
            else if (target is not null)
                invocation.Console.WriteLine($"{written} statements written to {target}");
            return ExitCode.Well;
        });
        return command;
    }

    private static Command Count(GlobalOptions globals)
    {
        var (files, baseIri, from, lenient) = (Files(), Base(), From(), Lenient());
        var command = new Command("count", "counts the statements of documents, as often as they are stated") { files, baseIri, from, lenient };
        Invocation.Set(command, globals, async (invocation, cancellationToken) =>
        {
            var counts = new List<(RdfFile File, long Statements)>();
            foreach (var document in Documents(invocation, files, from, baseIri))
            {
                var counter = new StatementCount();
                try
                {
                    await document.ReadAsync(counter, invocation.Parse.GetValue(lenient), fault => Console.Error.WriteLine(document.Describe(fault)), cancellationToken);
                }
                catch (RdfException fault)
                {
                    throw new UsageException(document.Describe(fault.Error));
                }
                counts.Add((document, counter.Count));
                if (!invocation.Json)
                    invocation.Console.WriteLine($"{counter.Count} {document.Path}");
            }
            if (invocation.Json)
                JsonOutput.Print(new { files = counts.Select(c => new { file = c.File.Path, syntax = RdfSyntaxes.Name(c.File.Syntax), statements = c.Statements }), statements = counts.Sum(c => c.Statements) });
            else if (counts.Count > 1)
                invocation.Console.WriteLine($"{counts.Sum(c => c.Statements)} in {counts.Count} files");
            return ExitCode.Well;
        });
        return command;
    }

    private static Command Validate(GlobalOptions globals)
    {
        var (files, baseIri, from) = (Files(), Base(), From());
        var command = new Command("validate", "shows every fault of documents, not only the first; exit code 2 if there is one") { files, baseIri, from };
        Invocation.Set(command, globals, async (invocation, cancellationToken) =>
        {
            var results = new List<(RdfFile File, long Statements, List<RdfError> Faults)>();
            foreach (var document in Documents(invocation, files, from, baseIri))
            {
                var (counter, faults) = (new StatementCount(), new List<RdfError>());
                try
                {
                    await document.ReadAsync(counter, lenient: true, Add, cancellationToken);
                }
                catch (RdfException fault)
                {
                    Add(fault.Error); // a limit, which ends a lenient reading too
                }
                results.Add((document, counter.Count, faults));
                if (!invocation.Json)
                    invocation.Console.WriteLine(faults.Count == 0 ? $"{document.Path}: well, {counter.Count} statements" : $"{document.Path}: {faults.Count} faults, {counter.Count} statements without them");

                void Add(RdfError fault)
                {
                    faults.Add(fault);
                    if (!invocation.Json)
                        Console.Error.WriteLine(document.Describe(fault));
                }
            }
            if (invocation.Json)
            {
                JsonOutput.Print(new
                {
                    files = results.Select(r => new
                    {
                        file = r.File.Path,
                        syntax = RdfSyntaxes.Name(r.File.Syntax),
                        statements = r.Statements,
                        errors = r.Faults.Select(f => new { line = f.Line, column = f.Column, message = f.Message }),
                    }),
                });
            }
            return results.All(r => r.Faults.Count == 0) ? ExitCode.Well : ExitCode.Usage;
        });
        return command;
    }

    private static List<RdfFile> Documents(Invocation invocation, Argument<string[]> files, Option<string?> from, Option<string?> baseIri) =>
        [.. invocation.Parse.GetValue(files)!.Select(path => RdfFile.Find(path, invocation.Parse.GetValue(from), invocation.Parse.GetValue(baseIri)))];

    private static Argument<string[]> Files() => new("FILE") { Description = "the documents", Arity = ArgumentArity.OneOrMore };

    private static Option<string?> Base() => new("--base") { Description = "the IRI that relative references resolve against; none: the file's own address", HelpName = "IRI" };

    private static Option<string?> From() => new("--from") { Description = $"the syntax of the document: {RdfFile.Names}; none: by the end of its name", HelpName = "SYNTAX" };

    private static Option<bool> Lenient() => new("--lenient") { Description = "go on after a fault, as a harvest does, and tell each on standard error" };
}
