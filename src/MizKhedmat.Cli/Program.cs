using MizKhedmat.Cli;

return await Commands.RunAsync(args);
